import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { makeScenarioReport } from "#fixtures/make-reports.ts";
import { axeFindings } from "./fixtures/axe-findings.ts";
import { LOOKS, overhang } from "./fixtures/looks.ts";
import { openBrowser, openLastingPage, openPage, type WatchedPage } from "./fixtures/open-browser.ts";
import { startDashboard } from "./fixtures/start-dashboard.ts";
import { startInstance, type Instance } from "./fixtures/start-instance.ts";
import { startScriptedApi } from "./fixtures/start-scripted-api.ts";

let instance: Instance;
let browser: Browser;
beforeAll(async () => {
  [instance, browser] = await Promise.all([startInstance(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await instance.stop();
});

const VIEWS = ["trend", "distribution", "reliability", "failures", "history"] as const;
const FLIGHTS = "Find the cheapest flight";

describe.each(LOOKS)("$colorScheme, $viewport.width px wide", ({ colorScheme, viewport }) => {
  let watched: WatchedPage;
  beforeAll(async () => {
    watched = await openLastingPage(browser, { url: instance.url, colorScheme, viewport });
  });
  afterAll(() => watched.close());

  test.each(VIEWS)("the view %s has no fault, nothing that shuts people out and no sideways scroll", async (view) => {
    const { page, faults } = watched;

    await page.goto(`/scenarios/2?tab=${view}`);
    await page.getByRole("heading", { level: 1, name: FLIGHTS }).waitFor();
    await page.getByRole("tabpanel").waitFor();
    await page.waitForFunction(() => document.querySelector("main [aria-busy=true]") === null);

    expect(await overhang(page)).toBeLessThanOrEqual(0);
    expect(await axeFindings(page)).toEqual([]);
    expect(faults.splice(0)).toEqual([]);
  });
});

test("period and view stand in the address, and a reload shows the same", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url });
  await page.goto("/scenarios");
  await page.getByRole("link", { name: FLIGHTS }).click();
  await page.waitForURL(/\/scenarios\/2$/);

  await page.getByRole("group", { name: "Period" }).getByRole("button", { name: "30d" }).click();
  await page.getByRole("tab", { name: "Distribution" }).click();
  await page.waitForURL((url) => url.searchParams.get("tab") === "distribution");
  await page.reload();
  await page.getByRole("group", { name: "Period" }).getByRole("button", { name: "30d", pressed: true }).waitFor();
  await page.getByRole("figure").filter({ hasText: "Total time" }).first().waitFor();
  await page
    .getByText(/without an end$/)
    .first()
    .waitFor();

  await page.getByRole("button", { name: "View as table" }).first().click();
  await page.getByRole("columnheader", { name: "Runs that took this long or less (%)" }).waitFor();
  expect(faults).toEqual([]);
  await close();
});

test("the arrow keys walk the views, and a chart's points; Enter opens the batch behind a point", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url });
  await page.goto("/scenarios/2");
  await page.getByRole("tab", { name: "Trend" }).focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForURL(/tab=distribution/);
  await page.keyboard.press("ArrowLeft");
  await page.waitForURL((url) => url.searchParams.get("tab") === null);

  const chart = page.getByRole("slider", { name: /^Total time by batch/ });
  await chart.focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForFunction(
    () => document.activeElement?.getAttribute("aria-valuetext")?.startsWith("Batch ") === true,
  );
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/batches\/\d+$/);

  expect(faults).toEqual([]);
  await close();
});

test("each reason for failing opens exactly its runs", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url });
  await page.goto("/scenarios/2?tab=failures");
  const row = page.getByRole("row", { name: /max_steps_exceeded/ });
  const [count = ""] = await row.getByRole("link").first().allInnerTexts();

  await row.getByRole("link", { name: count, exact: true }).first().click();

  await page.waitForURL(/\/runs\?.*status=agent_failed/);
  await page.getByRole("cell", { name: "agent failed" }).first().waitFor();
  expect(await page.getByRole("row").count()).toBe(Number(count) + 1);
  expect(faults).toEqual([]);
  await close();
});

test("a run is triggered, many are, and the scenario is edited, all from its page", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url });
  await page.goto("/scenarios/1");

  await page.getByRole("button", { name: "Trigger run" }).click();
  await page
    .getByRole("region", { name: "Triggered" })
    .getByRole("link", { name: /^Watch run/ })
    .waitFor();
  await page.reload();
  await page.getByRole("region", { name: "Triggered" }).waitFor();
  await page.getByRole("button", { name: "Run xN" }).click();
  await page.getByRole("dialog").getByLabel("Runs", { exact: true }).fill("2");
  await page.getByRole("dialog").getByRole("button", { name: "Trigger 2 runs" }).click();
  await page.getByRole("link", { name: /^Open batch/ }).waitFor();
  await page.getByText("All 2 runs ended").waitFor({ timeout: 60_000 });

  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("dialog").getByLabel("Name", { exact: true }).fill("Read the prices <b>now</b>");
  await page.getByRole("dialog").getByRole("button", { name: /^Save/ }).click();
  await page.getByRole("heading", { level: 1, name: "Read the prices <b>now</b>" }).waitFor();
  await page.getByRole("tab", { name: "Definition history" }).click();
  await page.getByText(/^Changed scenario 1: /).waitFor();

  expect(faults).toEqual([]);
  await close();
});

test("a scenario that never ran says so in every view, and what to do", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url });
  const answer = await fetch(`${instance.apiUrl}/api/v1/scenarios`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: "Never ran", automation_id: 1 }),
  });
  const path = answer.headers.get("location")?.replace("/api/v1", "") ?? "";

  await page.goto(path);
  await page.getByText(/^No sample run finished in this period$/).waitFor();
  await page.getByText("No run finished in this period.").first().waitFor();
  for (const [view, text] of [
    ["Distribution", "No attempted run in this period."],
    ["Reliability", "No run was attempted in this period."],
    ["Failures", "No run was attempted in this period"],
  ] as const) {
    await page.getByRole("tab", { name: view }).click();
    await page.getByRole("tabpanel").getByText(text).first().waitFor();
  }

  expect(faults).toEqual([]);
  await close();
});

test("a scenario that does not exist is told as such", async () => {
  const { page, close } = await openPage(browser, { url: instance.url, expectedStatuses: [404] });

  await page.goto("/scenarios/999999");
  await page.getByText("Scenario 999999 does not exist.").waitFor();
  await close();
});

test("a report that fails leaves the scenario and its actions, and can be asked for again", async () => {
  let isBroken = true;
  const problem = {
    code: "internal",
    message: "The report failed.",
    hint: null,
    fields: [],
    details: null,
    request_id: "r-1",
  };
  const scenario = {
    id: 3,
    name: "Half there",
    automation_id: 1,
    automation_name: "A",
    target_id: 1,
    target_name: "T",
  };
  const settings = { transport: "sse", poll_interval_ms: 1, concurrency: 1, start_spread_ms: 0, timeouts: {} };
  const times = { archived_at: null, created_at: "2026-11-20T10:00:00.000Z", updated_at: "2026-11-20T10:00:00.000Z" };
  const api = await startScriptedApi((request, response) => {
    const isReport = request.url?.includes("/report") === true;
    const body = isReport
      ? isBroken
        ? { type: "about:blank", title: "Internal Server Error", status: 500, ...problem }
        : makeScenarioReport()
      : { ...scenario, ...times, description: null, inputs_template: {}, run_settings: { ...settings, guards: "on" } };
    response.writeHead(isReport && isBroken ? 500 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(body));
  });
  const dashboard = await startDashboard({ apiUrl: api.url });
  onTestFinished(async () => {
    await dashboard.stop();
    await api.stop();
  });
  const { page, close } = await openPage(browser, { url: dashboard.url, expectedStatuses: [500] });

  await page.goto("/scenarios/3");
  await page.getByRole("alert").filter({ hasText: "The report failed." }).waitFor({ timeout: 30_000 });
  await page.getByRole("button", { name: "Trigger run" }).waitFor();
  isBroken = false;
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByText("92 % passed.").waitFor();

  await close();
});

import { RunChecks, RunPage } from "@tfbench/contracts";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, openPage } from "./fixtures/open-browser.ts";
import { startInstance, type Instance } from "./fixtures/start-instance.ts";

let instance: Instance;
let browser: Browser;
// The sample data of a first start: about a thousand runs of several scenarios.
beforeAll(async () => {
  [instance, browser] = await Promise.all([startInstance(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await instance.stop();
});

test("filters, sorting and search stand in the address and survive a reload", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url });
  const table = page.getByRole("table", { name: "Runs" });
  await page.goto("/runs");
  await table.waitFor();

  await page.getByRole("button", { name: "Execution", exact: true }).first().click();
  await page.getByRole("checkbox", { name: "completed" }).check();
  await page.keyboard.press("Escape");
  await page
    .getByRole("button", { name: "Total (ms)" })
    .or(page.getByRole("button", { name: "Total (s)" }))
    .click();
  await page.waitForURL(/status=completed&sort=-total_duration_ms|sort=-total_duration_ms&status=completed/);
  await page.reload();

  await page.getByRole("button", { name: "Execution: completed" }).waitFor();
  await page
    .getByRole("columnheader", { name: /^Total/ })
    .and(page.locator("[aria-sort=descending]"))
    .waitFor();
  await page.waitForFunction(() => document.querySelectorAll("tbody tr").length > 1);
  const statuses = await table.locator("tbody tr td:nth-child(6)").allInnerTexts();
  expect(new Set(statuses)).toEqual(new Set(["completed"]));
  const totals = (await table.locator("tbody tr td:nth-child(8)").allInnerTexts()).map((text) =>
    Number(text.replaceAll(",", "")),
  );
  expect(totals).toEqual(totals.toSorted((a, b) => b - a));

  await page.getByRole("button", { name: "Clear filters" }).click();
  await page.waitForURL((url) => !url.searchParams.has("status"));
  expect(faults).toEqual([]);
  await close();
});

test("pages follow the API's cursor, and Back leads to the page before", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url });
  const table = page.getByRole("table", { name: "Runs" });
  const firstId = () => table.locator("tbody tr td a").first().innerText();
  await page.goto("/runs");
  await table.waitFor();
  const newest = await firstId();
  expect(
    await page.evaluate(
      () => document.documentElement.scrollHeight - (document.querySelector("main")?.scrollHeight ?? 0),
    ),
    "nothing but the header stands above the page's content, and nothing under it",
  ).toBeLessThan(100);

  await page.getByRole("button", { name: "Next page" }).click();
  await page.waitForURL(/cursor=/);
  await table.getByRole("link", { name: newest, exact: true }).waitFor({ state: "detached" });
  expect(Number(await firstId())).toBeLessThan(Number(newest));
  await page.goBack();
  await table.getByRole("link", { name: newest, exact: true }).waitFor();

  expect(faults).toEqual([]);
  await close();
});

test("a search without a match says so and can be cleared; a run is found by its id", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url });
  await page.goto("/runs");
  const search = page.getByRole("searchbox", { name: "Search runs" });

  await search.fill("no such thing anywhere");
  await page.getByText("No run matches these filters").waitFor();
  await page.getByRole("button", { name: "Clear filters" }).first().click();
  await page.getByRole("table", { name: "Runs" }).waitFor();
  expect(await search.inputValue()).toBe("");

  await page.goto("/runs?sort=id");
  await search.fill("3");
  await page.waitForURL(/search=3/);
  await page.getByRole("table", { name: "Runs" }).getByRole("link", { name: "3", exact: true }).waitFor();

  expect(faults).toEqual([]);
  await close();
});

test("times are in the visitor's zone, with UTC on hover", async () => {
  const { page, close } = await openPage(browser, { url: instance.url, timezoneId: "Asia/Tokyo" });
  await page.goto("/runs");
  const time = page.locator("tbody time").first();
  await time.waitFor();

  await expect.poll(() => time.getAttribute("title")).toMatch(/GMT\+9\n\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} UTC$/);
  await close();
});

test("every check of a result stands with what it expected and found, and the one that decided says so", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url });
  const read = async (path: string): Promise<unknown> => (await fetch(`${instance.apiUrl}/api/v1/runs${path}`)).json();
  const { data } = RunPage.parse(await read("?status=completed&goal=failed&limit=1"));
  const id = data[0]?.id ?? 0;
  const { checks, decided_by: decidedBy } = RunChecks.parse(await read(`/${id}/checks`));
  expect(decidedBy).not.toBeNull();

  await page.goto(`/runs/${id}`);
  await page.getByRole("button", { name: "Checks" }).focus();
  await page.keyboard.press("Enter");
  const list = page.getByRole("list", { name: "Checks" });
  await list.waitFor();
  await page.waitForURL(/panel=checks/);

  expect(checks.length).toBeGreaterThan(1);
  const lines = await list.getByRole("listitem").allInnerTexts();
  expect(lines.map((line) => line.replaceAll(/\s+/g, " "))).toEqual(
    checks.map(({ name, outcome, expected, found }) => {
      const word = { passed: "passed", failed: "failed", not_applicable: "does not apply" }[outcome];
      const decides = name === decidedBy ? ", decides" : "";
      return `Guard: ${name} ${word}${decides} expected ${expected} found ${found}`;
    }),
  );
  expect(faults).toEqual([]);
  await close();
});

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { axeFindings } from "./fixtures/axe-findings.ts";
import { openBrowser, openPage } from "./fixtures/open-browser.ts";
import type { Instance } from "./fixtures/start-instance-in.ts";
import { startNewInstance } from "./fixtures/start-new-instance.ts";
import { tabTo } from "./fixtures/tab-to.ts";

let instance: Instance;
let browser: Browser;
beforeAll(async () => {
  [instance, browser] = await Promise.all([startNewInstance(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await instance.stop();
});

// First in this file: only who has no runs of the own is a newcomer.
test("a newcomer goes from the sample data to a result of the own by keyboard alone", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url });
  await page.goto("/");
  const steps = page.getByRole("region", { name: "First steps" });
  await steps.waitFor();

  await tabTo(steps.getByLabel("Scenario of the first runs"));
  await page.keyboard.type("Read a site");
  await tabTo(steps.getByRole("button", { name: "Trigger 10 runs" }));
  await page.keyboard.press("Enter");
  await page.waitForURL(/first=\d+/);
  await steps.getByRole("progressbar", { name: "Runs ended" }).waitFor();
  await page.reload();
  await steps.getByText("All 10 runs ended").waitFor({ timeout: 90_000 });
  expect(await axeFindings(page)).toEqual([]);
  await tabTo(steps.getByRole("link", { name: "Open the result" }));
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/batches\/\d+$/);
  await page.getByText("All 10 runs ended").waitFor();

  await page.keyboard.press("g");
  await page.keyboard.press("o");
  await page.getByText(/^Showing simulated runs: 10 attempted runs/).waitFor();
  expect(faults).toEqual([]);
  await close();
});

test("a visitor defines an automation and a scenario, triggers a run, watches it and reads its figures", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url });

  await page.goto("/automations");
  await page.getByRole("button", { name: "Create automation" }).first().click();
  const automation = page.getByRole("dialog");
  await automation.getByLabel("Name", { exact: true }).fill("Read the shop");
  await automation.getByLabel("Default inputs").fill('{"url": "https://shop.example/list"}');
  await automation.getByRole("button", { name: "Create automation" }).click();
  await automation.waitFor({ state: "hidden" });
  await page.getByRole("cell", { name: "Read the shop", exact: true }).waitFor();

  await page.getByRole("link", { name: "Scenarios" }).click();
  await page.getByRole("button", { name: "Create scenario" }).first().click();
  const scenario = page.getByRole("dialog");
  await scenario.getByLabel("Name", { exact: true }).fill("Shop, six steps");
  await scenario.getByLabel("Automation").selectOption({ label: "Read the shop" });
  await scenario
    .getByLabel("Inputs")
    .fill(JSON.stringify({ goal: 'Read all prices [[simulate {"duration_ms":6000,"steps":6,"heartbeat_ms":400}]]' }));
  await scenario.getByRole("button", { name: "Create scenario" }).click();
  await scenario.waitFor({ state: "hidden" });

  await page
    .getByRole("row", { name: /Shop, six steps/ })
    .getByRole("button", { name: "Trigger run" })
    .click();
  await page.getByRole("link", { name: /Watch run/ }).click();
  await page.waitForURL(/\/runs\/\d+$/);

  // Live: events are shown while the run goes on.
  const events = page.getByRole("listbox", { name: "Events of the run" });
  await events.getByText("STARTED").waitFor();
  await page.getByText("Running.", { exact: true }).waitFor();
  await page.getByText("live", { exact: true }).waitFor();

  // The same after a reload, and further events come.
  await page.reload();
  await events.getByText("STARTED").waitFor();
  await page.getByText(/^Completed after 6[,.]/).waitFor({ timeout: 30_000 });
  await page.getByText("complete", { exact: true }).waitFor();
  expect(await events.getByText("PROGRESS").count()).toBe(6);
  expect(await events.getByText("COMPLETE", { exact: true }).count()).toBe(1);

  expect(await events.getByText("HEARTBEAT").count()).toBe(0);
  await page.getByRole("button", { name: /^Show \d+ heartbeats$/ }).click();
  await events.getByText("HEARTBEAT").first().waitFor();

  await events.getByText("COMPLETE", { exact: true }).click();
  await page
    .getByRole("region", { name: /^Event \d+/ })
    .getByText('"type": "COMPLETE"')
    .waitFor();
  expect(new URL(page.url()).searchParams.get("event")).not.toBeNull();
  await page.getByRole("button", { name: "Request" }).click();
  await page.getByText("https://shop.example/list").first().waitFor();
  await page.getByRole("button", { name: "Copy cURL" }).waitFor();

  await page.getByRole("link", { name: "Overview" }).click();
  await page.getByText(/^Showing simulated runs: /).waitFor();
  await page
    .getByRole("region", { name: "Completed, goal unchecked" })
    .getByText(/^Show \d+ runs?$/)
    .waitFor();
  await page
    .getByRole("row", { name: /Shop, six steps/ })
    .first()
    .waitFor();

  expect(faults).toEqual([]);
  await close();
});

test("several runs show their progress, can be cancelled, and the same stands there after a reload", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url });
  await page.goto("/scenarios");
  const row = page.getByRole("row").nth(1);

  await row.getByRole("button", { name: "Run xN" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Runs", { exact: true }).fill("40");
  await dialog.getByLabel("Labels").fill("why=browser test");
  await dialog.getByRole("button", { name: "Trigger 40 runs" }).click();
  await dialog.waitFor({ state: "hidden" });
  await page.getByRole("button", { name: /^Cancel \d+ runs?$/ }).waitFor();
  await page.reload();
  await page.getByRole("button", { name: /^Cancel \d+ runs?$/ }).click();
  await page.getByText("All 40 runs ended").waitFor({ timeout: 60_000 });
  await page.getByRole("link", { name: /^Open batch/ }).click();
  await page.getByText("why=browser test").waitFor();
  await page.getByText("All 40 runs ended").waitFor();
  await page.getByRole("link", { name: "Show its runs" }).click();
  await page.getByRole("cell", { name: "cancelled" }).first().waitFor();

  expect(faults).toEqual([]);
  await close();
});

test("a run can be run again", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url });
  await page.goto("/runs?origin=simulated&sort=id");
  await page.getByRole("table").getByRole("link").first().click();
  await page.waitForURL(/\/runs\/\d+$/);
  const before = page.url();

  await page.getByRole("button", { name: "Re-run" }).click();
  await page.waitForURL((url) => url.href !== before && /\/runs\/\d+$/.test(url.pathname));
  await page.getByRole("link", { name: /^re-run of \d+/ }).waitFor();

  expect(faults).toEqual([]);
  await close();
});

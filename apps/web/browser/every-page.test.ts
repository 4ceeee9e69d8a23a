import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser, openPage, type WatchedPage } from "./fixtures/open-browser.ts";
import { startInstance, type Instance } from "./fixtures/start-instance.ts";

let instance: Instance;
let browser: Browser;
beforeAll(async () => {
  [instance, browser] = await Promise.all([startInstance(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await instance.stop();
});

const PAGES = [
  ["/", "Overview"],
  ["/?origin=sample&period=30d", "Overview"],
  ["/runs", "Runs"],
  ["/runs/1", "Run 1"],
  ["/batches/1", "Batch 1"],
  ["/scenarios", "Scenarios"],
  ["/scenarios?trigger=1", "Scenarios"],
  ["/automations", "Automations"],
  ["/automations?edit=1", "Automations"],
  ["/targets", "Targets"],
  ["/targets?create=new", "Targets"],
  ["/design", "Design"],
  ["/system", "System"],
] as const;

const LOOKS = [
  { colorScheme: "light", width: 1280 },
  { colorScheme: "dark", width: 1280 },
  { colorScheme: "light", width: 390 },
] as const;

describe.each(LOOKS)("$colorScheme, $width px wide", ({ colorScheme, width }) => {
  let watched: WatchedPage;
  beforeAll(async () => {
    watched = await openPage(browser, { url: instance.url, colorScheme, viewport: { width, height: 820 } });
  });
  afterAll(() => watched.close());

  test.each(PAGES)("%s is drawn without a fault, says MOCK and does not scroll sideways", async (path, title) => {
    const { page, faults } = watched;

    await page.goto(path);
    // A dialog hides the page behind it from assistive technology, not from sight.
    await page.getByRole("heading", { level: 1, name: title, exact: true, includeHidden: true }).waitFor();
    await page.getByRole("button", { name: "MOCK", includeHidden: true }).waitFor();
    await page.waitForFunction(() => document.querySelector("[aria-busy=true]") === null);
    const { scrolled, shown, scheme } = await page.evaluate(() => ({
      scrolled: document.documentElement.scrollWidth,
      shown: innerWidth,
      scheme: getComputedStyle(document.documentElement).colorScheme,
    }));

    expect(scrolled).toBeLessThanOrEqual(shown);
    expect(scheme).toBe(colorScheme);
    expect(faults.splice(0)).toEqual([]);
  });
});

test("an address without a page says so", async () => {
  const { page, close } = await openPage(browser, { url: instance.url, expectedStatuses: [404] });

  await page.goto("/nothing-here");
  await page.getByText("There is no such page").waitFor();
  await page.goto("/runs/999999999");
  await page.getByText("Run 999999999 does not exist.").waitFor();
  await close();
});

test("the chosen theme holds on every page and after a reload", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url, colorScheme: "light" });
  const isDark = () => page.evaluate(() => document.documentElement.classList.contains("dark"));
  await page.goto("/");

  await page.getByRole("button", { name: /^Theme: system/ }).click();
  await page.getByRole("button", { name: /^Theme: light/ }).click();
  await page.getByRole("button", { name: /^Theme: dark/ }).waitFor();
  expect(await isDark()).toBe(true);
  await page.reload();
  await page.getByRole("button", { name: /^Theme: dark/ }).waitFor();
  expect(await isDark()).toBe(true);

  expect(faults).toEqual([]);
  await close();
});

test("the overview keeps period and origin in the address, and shows each chart as a table", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url });
  await page.goto("/");

  await page.getByRole("group", { name: "Period" }).getByRole("button", { name: "30d" }).click();
  await page.getByRole("group", { name: "Origin" }).getByRole("button", { name: "sample" }).click();
  await page.waitForURL(/period=30d&origin=sample|origin=sample&period=30d/);
  await page.getByText(/^Showing sample runs: /).waitFor();
  await page.reload();
  await page.getByText(/^Showing sample runs: /).waitFor();
  // The chart library comes when somebody points at a chart.
  expect(await page.locator("canvas").count()).toBe(0);
  await page.getByRole("figure").first().getByRole("img").hover();
  await page.locator("canvas").first().waitFor();
  await page.getByRole("button", { name: "View as table" }).first().click();
  await page.getByRole("columnheader", { name: /^Median/ }).waitFor();

  expect(faults).toEqual([]);
  await close();
});

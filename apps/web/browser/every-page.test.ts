import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeFindings } from "./fixtures/axe-findings.ts";
import { openBrowser, openLastingPage, openPage, type WatchedPage } from "./fixtures/open-browser.ts";
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

type Visit = {
  path: string;
  title: string;
  /** Keys that open something over the page before it is looked at. */
  keys?: readonly string[];
  opens?: "dialog" | "complementary";
};

const PAGES: readonly Visit[] = [
  { path: "/", title: "Overview" },
  { path: "/?origin=sample&period=30d", title: "Overview" },
  { path: "/runs", title: "Runs" },
  { path: "/runs", title: "Runs", keys: ["j", "Space"], opens: "complementary" },
  { path: "/runs", title: "Runs", keys: ["j", "x", "r"] },
  { path: "/runs", title: "Runs", keys: ["j", "x", "t"] },
  { path: "/runs", title: "Runs", keys: ["j", "x", "Delete"] },
  { path: "/runs/1", title: "Run 1" },
  { path: "/batches", title: "Batches" },
  { path: "/batches/1", title: "Batch 1" },
  { path: "/sweeps", title: "Sweeps" },
  { path: "/scenarios", title: "Scenarios" },
  { path: "/scenarios?trigger=1", title: "Scenarios" },
  { path: "/automations", title: "Automations" },
  { path: "/automations?edit=1", title: "Automations" },
  { path: "/automations?import=file", title: "Automations" },
  { path: "/scenarios?remove=1", title: "Scenarios" },
  { path: "/targets", title: "Targets" },
  { path: "/targets?create=new", title: "Targets" },
  { path: "/system", title: "System" },
  { path: "/system", title: "System", keys: ["Control+k"] },
  { path: "/design", title: "Design" },
  { path: "/design", title: "Design", keys: ["?"] },
];

const WIDE = { width: 1280, height: 820 };
const PHONE = { width: 390, height: 820 };
const LOOKS = [
  { colorScheme: "light", viewport: WIDE },
  { colorScheme: "dark", viewport: WIDE },
  { colorScheme: "dark", viewport: PHONE },
] as const;
const ONE_OF_EACH = [LOOKS[0], LOOKS[2]] as const;

/** Opens it and waits until nothing is awaited any more. */
async function visit(page: Page, { path, title, keys, opens = "dialog" }: Visit): Promise<void> {
  await page.goto(path);
  // A dialog hides the page behind it from assistive technology, not from sight.
  await page.getByRole("heading", { level: 1, name: title, exact: true, includeHidden: true }).waitFor();
  await page.getByRole("button", { name: "MOCK", includeHidden: true }).waitFor();
  await page.waitForFunction(
    () => document.querySelector("main [aria-busy=true]:not([aria-label*=specimen])") === null,
  );
  if (keys === undefined) return;
  for (const key of keys) await page.keyboard.press(key);
  await page.getByRole(opens).waitFor();
}

const lookOf = (page: Page) =>
  page.evaluate(() => ({
    overhang: document.documentElement.scrollWidth - innerWidth,
    scheme: getComputedStyle(document.documentElement).colorScheme,
  }));

describe.each(LOOKS)("$colorScheme, $viewport.width px wide", ({ colorScheme, viewport }) => {
  let watched: WatchedPage;
  beforeAll(async () => {
    watched = await openLastingPage(browser, { url: instance.url, colorScheme, viewport });
  });
  afterAll(() => watched.close());

  test.each(PAGES)(
    "$title at $path ($keys) has no fault, nothing that shuts people out, and no sideways scroll",
    async (each) => {
      const { page, faults } = watched;

      await visit(page, each);
      const { overhang, scheme } = await lookOf(page);

      expect(overhang).toBeLessThanOrEqual(0);
      expect(scheme).toBe(colorScheme);
      expect(faults.splice(0)).toEqual([]);
      expect(await axeFindings(page)).toEqual([]);
    },
  );
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

test("a time is in the visitor's zone, and in UTC on hover", async () => {
  const { page, close } = await openPage(browser, { url: instance.url, timezoneId: "Asia/Tokyo" });
  await page.goto("/system");

  await expect
    .poll(() => page.locator("main time").first().getAttribute("title"))
    .toMatch(/^.*(GMT\+9|JST)\n\d{4}-\d{2}-\d{2} .* UTC$/);
  await close();
});

test("the system page says what is wrong first, and who changed what", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url });
  await page.goto("/system");

  await page.getByText(/^All \d+ checks passed\.$/).waitFor();
  await page.getByLabel("About").selectOption("scenario");
  await page.waitForURL(/noun=scenario/);
  await page
    .getByRole("link", { name: /^scenario \d+$/ })
    .first()
    .waitFor();
  await page.waitForFunction(() => document.querySelector("[aria-busy=true]") === null);
  const log = page.getByRole("table", { name: "Audit log" });
  expect(await log.getByText(/^(automation|target) \d+$/).count()).toBe(0);

  expect(faults).toEqual([]);
  await close();
});

// Last in this file: it takes the sample data away.
describe("without any data", () => {
  const EMPTY: readonly Visit[] = PAGES.filter(({ path, keys }) => !/\d$/.test(path) && keys === undefined);

  test("the sample data goes with one click, with its progress, and comes back with one", async () => {
    const { page, faults, close } = await openPage(browser, { url: instance.url });
    await page.goto("/system");

    await page.getByRole("button", { name: /^Remove [\d,]+ sample runs$/ }).click();
    await page.getByRole("button", { name: "Remove 0 sample runs" }).waitFor({ timeout: 60_000 });
    await page.goto("/");
    await page.getByRole("region", { name: "First steps" }).waitFor();
    await page.getByRole("button", { name: "Load sample data" }).click();
    await page.getByText(/^Showing sample runs: /).waitFor({ timeout: 60_000 });
    await page.getByRole("button", { name: "Remove sample data" }).click();
    await page.getByRole("button", { name: "Load sample data" }).waitFor({ timeout: 60_000 });

    expect(faults).toEqual([]);
    await close();
  });

  describe.each(ONE_OF_EACH)("$colorScheme, $viewport.width px wide", ({ colorScheme, viewport }) => {
    test.each(EMPTY)("$path says what is missing and what to do", async (each) => {
      const { page, faults, close } = await openPage(browser, { url: instance.url, colorScheme, viewport });

      await visit(page, each);
      const { overhang } = await lookOf(page);

      expect(overhang).toBeLessThanOrEqual(0);
      expect(await axeFindings(page)).toEqual([]);
      expect(faults).toEqual([]);
      await close();
    });
  });

  test("a newcomer loads samples, triggers ten runs and opens their result by mouse, and puts the steps away", async () => {
    const { page, faults, close } = await openPage(browser, { url: instance.url });
    await page.goto("/");
    const steps = page.getByRole("region", { name: "First steps" });

    await steps.getByRole("button", { name: "Load sample data" }).click();
    await steps.getByRole("button", { name: "Trigger 10 runs" }).click({ timeout: 60_000 });
    await steps.getByText("All 10 runs ended").waitFor({ timeout: 90_000 });
    await steps.getByRole("link", { name: "Open the result" }).click();
    await page.getByRole("heading", { level: 1, name: /^Batch \d+$/ }).waitFor();
    await page.goBack();
    await steps.getByRole("button", { name: "Put the first steps away" }).click();
    await steps.waitFor({ state: "hidden" });
    await page.reload();
    await page.getByText(/^Showing simulated runs: /).waitFor();
    expect(await steps.count()).toBe(0);

    expect(faults).toEqual([]);
    await close();
  });
});

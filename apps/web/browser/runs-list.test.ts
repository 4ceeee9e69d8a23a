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

test("the filters stand on one line of a desk, the rare ones out of sight until they are wanted or set", async () => {
  const { page, faults } = await openPage(browser, { url: instance.url, viewport: { width: 1440, height: 900 } });
  const filter = (name: string | RegExp) => page.getByRole("button", { name });
  await page.goto("/runs");
  await page.getByText(/runs match$/).waitFor();

  const middles = await Promise.all(
    [page.getByLabel("Search runs"), filter("Execution").first(), filter("Target").first(), filter("More filters")].map(
      async (each) => {
        const box = await each.boundingBox();
        return box === null ? null : Math.round((box.y + box.height / 2) / 8);
      },
    ),
  );
  expect(new Set(middles).size).toBe(1);
  expect(await filter("Part of load").count()).toBe(0);

  await page.goto("/runs?part=warm_up&longer=1");
  await filter("Part of load: warm-up, in no figure").waitFor();
  await filter("Total from 1 s").waitFor();
  await page.getByText("0 runs match").waitFor();
  await filter("Fewer filters").click();
  await filter("More filters: 2 set").waitFor();
  expect(faults).toEqual([]);
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

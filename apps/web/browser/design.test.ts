import { readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import type { Browser, Download, Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { openBrowser, openPage, type WatchedPage } from "./fixtures/open-browser.ts";
import { startDashboard, type Dashboard } from "./fixtures/start-dashboard.ts";
import { startScriptedApi, type ScriptedApi } from "./fixtures/start-scripted-api.ts";

const HEALTH = { status: "healthy", mock_mode: true, version: "0.1.0" };

let api: ScriptedApi;
let dashboard: Dashboard;
let browser: Browser;
beforeAll(async () => {
  api = await startScriptedApi((request, response) => {
    const body = request.url === "/health" ? HEALTH : { data: [], next_cursor: null };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  [browser, dashboard] = await Promise.all([openBrowser(), startDashboard({ apiUrl: api.url })]);
});
afterAll(async () => {
  await browser.close();
  await dashboard.stop();
  await api.stop();
});

async function openDesign(path = "/design"): Promise<WatchedPage> {
  const watched = await openPage(browser, { url: dashboard.url });
  await watched.page.goto(path);
  await watched.page.getByRole("button", { name: "MOCK" }).waitFor();
  return watched;
}

const table = (page: Page) => page.getByRole("table", { name: "Specimen runs" });
const isFocused = (page: Page, name: RegExp) =>
  table(page)
    .getByRole("row", { name })
    .evaluate((row) => row === document.activeElement);

test("a header sorts by its column alone, and with Shift by several, by mouse and by keyboard", async () => {
  const { page, faults } = await openDesign();

  await table(page).getByRole("button", { name: /^Run/ }).click();
  await page.getByText("sorted by -id,").waitFor();
  await table(page)
    .getByRole("button", { name: /^Scenario/ })
    .click({ modifiers: ["Shift"] });
  await page.getByText("sorted by -id,-scenario_name,").waitFor();
  await table(page)
    .getByRole("button", { name: /^Scenario/ })
    .focus();
  await page.keyboard.press("Shift+Enter");
  await page.getByText("sorted by -id,scenario_name,").waitFor();
  await table(page)
    .getByRole("columnheader", { name: /^Scenario ?, sort key ?2$/ })
    .waitFor();

  expect(await table(page).getByRole("columnheader", { name: /^Run/ }).getAttribute("aria-sort")).toBe("descending");
  expect(faults).toEqual([]);
});

test("j and k walk the rows with the focus, x selects, Enter opens", async () => {
  const { page } = await openDesign();

  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  expect(await isFocused(page, /Fill the form/)).toBe(true);
  await page.keyboard.press("x");
  await page.getByText("2 selected").waitFor();
  await page.keyboard.press("k");
  await page.keyboard.press("Enter");
  await page.getByText("run 2 opened").waitFor();
});

test("a click with Shift selects every row in between", async () => {
  const { page } = await openDesign();

  await page.getByRole("checkbox", { name: "Select run 2" }).click();
  await page.getByText("0 selected").waitFor();
  await page.getByRole("checkbox", { name: "Select run 1" }).click();
  await page.getByRole("checkbox", { name: "Select run 4" }).click({ modifiers: ["Shift"] });

  await page.getByText("4 selected").waitFor();
});

test("columns and row height are a person's own and hold after a reload", async () => {
  const { page } = await openDesign();
  const headers = () => table(page).getByRole("columnheader").allInnerTexts();

  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("checkbox", { name: "Scenario" }).click();
  await page.getByRole("button", { name: "Move Total towards the start" }).click();
  await page.getByRole("button", { name: "36 px" }).click();
  await page.keyboard.press("Escape");
  await page.reload();
  await table(page)
    .getByRole("row", { name: /timeout/ })
    .waitFor();

  await expect
    .poll(async () => (await headers()).map((text) => text.trim().split(/[\s,]/)[0]))
    .toEqual(["Select", "Run", "Total", "Execution"]);
  expect(
    await table(page)
      .getByRole("row")
      .nth(1)
      .evaluate((row) => row.getBoundingClientRect().height),
  ).toBeGreaterThanOrEqual(36);
});

test("the arrow keys walk the points of a chart, each said with value, range and n, and Enter opens its runs", async () => {
  const { page } = await openDesign();
  const chart = page.getByRole("slider", { name: /^Extract prices/ });

  await chart.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  expect(await chart.getAttribute("aria-valuetext")).toBe("01:00, median 41 s, 37 to 47 s, n 30");
  await page.keyboard.press("Enter");

  await page.waitForURL(/\/runs$/);
});

test("who asked for less motion sees none", async () => {
  const { page, close } = await openPage(browser, { url: dashboard.url, reducedMotion: "reduce" });
  onTestFinished(close);

  await page.goto("/design");

  expect(
    await page
      .locator(".animate-live")
      .first()
      .evaluate((icon) => getComputedStyle(icon).animationName),
  ).toBe("none");
});

test("a chart is drawn in the product's type and in the colours of the theme in force", async () => {
  const { page } = await openPage(browser, { url: dashboard.url, colorScheme: "light" });
  onTestFinished(() => page.context().close());
  await page.addInitScript(() => {
    const fonts: string[] = [];
    Object.assign(window, { fonts });
    const { fillText } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.fillText = function (...words) {
      fonts.push(this.font);
      fillText.apply(this, words);
    };
  });
  const picture = () =>
    page
      .locator("canvas")
      .first()
      .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const open = async () => {
    await page.goto("/design");
    await page.locator("canvas").first().waitFor();
  };

  await open();
  await expect
    .poll(() => page.evaluate<string[]>(() => Reflect.get(window, "fonts")))
    .toContainEqual(expect.stringContaining("GeistSans"));
  const light = await picture();
  await page.getByRole("button", { name: /^Theme: system/ }).click();
  await page.getByRole("button", { name: /^Theme: light/ }).click();
  await expect.poll(picture).not.toBe(light);
  const dark = await picture();
  await open();

  await expect.poll(picture).toBe(dark);
});

const bytesOf = async (download: Download): Promise<Buffer> => readFile(await download.path());

test("a chart is handed out as CSV, PNG and SVG", async () => {
  const { page, faults } = await openDesign();
  async function save(kind: string): Promise<[string, Buffer]> {
    await page.getByRole("button", { name: "Download Extract prices" }).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: `Download ${kind}` }).click(),
    ]);
    return [download.suggestedFilename(), await bytesOf(download)];
  }

  const [csvName, csv] = await save("CSV");
  const [pngName, png] = await save("PNG");
  const [svgName, svg] = await save("SVG");

  expect([csvName, pngName, svgName]).toEqual(["extract-prices.csv", "extract-prices.png", "extract-prices.svg"]);
  expect(parse(csv, { bom: true })).toContainEqual(["2026-01-05 03:00", "none"]);
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  expect(png.length).toBeGreaterThan(5_000);
  expect(svg.toString()).toMatch(/^<svg .*Extract prices.*<\/svg>$/s);
  expect(faults).toEqual([]);
});

test("the palette opens, finds a page, and goes there, all by keyboard", async () => {
  const { page, faults } = await openDesign();

  await page.keyboard.press("Control+k");
  await page.getByRole("dialog", { name: "Command palette" }).waitFor();
  await page.keyboard.type("to targets");
  await page.getByRole("option", { name: /^Go to Targets/ }).waitFor();
  await page.keyboard.press("Enter");

  await page.waitForURL(/\/targets$/);
  expect(faults).toEqual([]);
});

test("what is typed while the palette loads stands in it, and does nothing on the page", async () => {
  const { page, faults } = await openDesign();
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  await page.route("**/_next/static/chunks/**", async (route) => {
    await released;
    await route.continue();
  });

  await page.keyboard.press("Control+k");
  await page.keyboard.type("g s");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("to tar");
  release();
  await page.getByRole("dialog", { name: "Command palette" }).waitFor();
  await page.keyboard.type("gets");

  expect(await page.getByRole("dialog").getByRole("combobox").inputValue()).toBe("to targets");
  expect(new URL(page.url()).pathname).toBe("/design");
  expect(faults).toEqual([]);
});

test("typing in the palette does not wait for an API that is silent", async () => {
  const { page } = await openDesign();
  await page.route("**/api/v1/**", () => {});

  await page.keyboard.press("Control+k");
  await page.getByRole("dialog", { name: "Command palette" }).waitFor();
  await page.keyboard.type("dark");
  await page.getByRole("option", { name: /^Theme: dark/ }).click();

  await page.waitForFunction(() => document.documentElement.classList.contains("dark"));
});

test("the help lists what the keyboard can do on this page, and each of it works", async () => {
  const { page } = await openDesign();

  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await help.waitFor();
  expect(await help.getByRole("region", { name: "List" }).getByRole("term").allInnerTexts()).toEqual([
    "Next row",
    "Row before",
    "Open the row",
    "Select the row",
  ]);
  await page.keyboard.press("Escape");
  await help.waitFor({ state: "hidden" });
  await page.keyboard.press("g");
  await page.keyboard.press("t");
  await page.waitForURL(/\/targets$/);
  await page.getByRole("searchbox").waitFor();
  await page.keyboard.press("/");

  expect(await page.getByRole("searchbox").evaluate((field) => field === document.activeElement)).toBe(true);
});

import { parse } from "csv-parse/sync";
import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
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

/** The machine may be busy with other tests. */
const PATIENCE = { timeout: 60_000 };

const runsTable = (page: Page) => page.getByRole("table", { name: "Runs" });
const bar = (page: Page) => page.getByRole("region", { name: "Selected runs" });

async function openRuns(page: Page, query = ""): Promise<void> {
  await page.goto(`/runs${query}`);
  await runsTable(page).locator("tbody a").first().waitFor();
  await page.getByRole("button", { name: /^Export [\d,]+ runs?$/ }).waitFor(PATIENCE);
}

const shownIds = (page: Page) => runsTable(page).locator("tbody td a").allInnerTexts();

/** The runs as the API answers them, for what the page must show. */
async function ask<Answer>(path: string): Promise<Answer> {
  const answer = await fetch(`${instance.apiUrl}/api/v1/runs${path}`);
  expect(answer.status).toBe(200);
  // Shapes that the API's own tests hold.
  return (await answer.json()) as Answer;
}
type Listed = { data: { id: number; status: string; total_duration_ms: number | null; tags: string[] }[] };

test("a click with Shift sorts by a further column, in the address and in the rows", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url });
  await openRuns(page);

  await page.getByRole("button", { name: "Execution", exact: true }).last().click();
  await page.waitForURL(/sort=-status/);
  await page.getByRole("button", { name: /^Total/ }).click({ modifiers: ["Shift"] });
  await page.waitForURL((url) => url.searchParams.get("sort") === "-status,-total_duration_ms");
  await page
    .getByRole("columnheader", { name: /Execution.*sort key 1/ })
    .and(page.locator("[aria-sort=descending]"))
    .waitFor();
  await page.getByRole("columnheader", { name: /Total.*sort key 2/ }).waitFor();
  const { data } = await ask<Listed>("?sort=-status,-total_duration_ms&limit=50");

  await expect.poll(() => shownIds(page), PATIENCE).toEqual(data.map(({ id }) => String(id)));
  expect(faults).toEqual([]);
  await close();
});

test("filters say how many runs each value would leave, and two scenarios stand side by side", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url });
  const facets = await ask<{ scenario: { values: { name: string; count: number }[] } }>("/facets?status=completed");
  const [one, other] = facets.scenario.values;
  if (one === undefined || other === undefined) throw new Error("The samples have two scenarios.");
  await openRuns(page, "?status=completed");

  await page.getByRole("button", { name: "Scenario", exact: true }).first().click();
  for (const { name, count } of [one, other]) {
    const option = page.getByRole("checkbox", { name: `${name} ${count.toLocaleString("en-US")}` });
    await option.check();
  }
  await page.keyboard.press("Escape");
  await page
    .getByRole("button", { name: `Export ${(one.count + other.count).toLocaleString("en-US")} runs` })
    .waitFor();
  await page.getByRole("button", { name: "Scenario", exact: true }).last().click();

  await page.waitForURL(/sort=-scenario_name/);
  await expect
    .poll(async () => new Set(await runsTable(page).locator("tbody tr td:nth-child(4)").allInnerTexts()).size, PATIENCE)
    .toBeLessThanOrEqual(2);
  expect(faults).toEqual([]);
  await close();
});

test("pages go forth and back by the API's cursors", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url });
  await openRuns(page);
  const first = await shownIds(page);
  expect(await page.getByRole("button", { name: "Previous page" }).isDisabled()).toBe(true);

  await page.getByRole("button", { name: "Next page" }).click();
  await expect.poll(async () => (await shownIds(page))[0], PATIENCE).not.toBe(first[0]);
  await page.getByRole("button", { name: "Previous page" }).click();

  await expect.poll(() => shownIds(page), PATIENCE).toEqual(first);
  expect(faults).toEqual([]);
  await close();
});

test("by mouse: rows over two pages are tagged, and the tag finds them", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url });
  await openRuns(page);
  const rows = runsTable(page).locator("tbody tr");
  await rows.nth(0).getByRole("checkbox").check();
  await rows
    .nth(2)
    .getByRole("checkbox")
    .click({ modifiers: ["Shift"] });
  await bar(page).getByText("3 runs selected").waitFor();
  await page.getByRole("button", { name: "Next page" }).click();
  await page.waitForURL(/cursor=/);
  await page.waitForFunction(() => document.querySelector("[aria-busy=true]") === null);
  await rows.nth(0).getByRole("checkbox").check();

  await bar(page).getByRole("button", { name: "Tag 4 runs" }).click();
  await page.getByLabel("Add tags, with commas between them").fill("by mouse, night");
  await page.getByRole("dialog").getByRole("button", { name: "Tag 4 runs" }).click();
  await page.getByText("Tagged 4 runs.").waitFor(PATIENCE);
  await page.goto("/runs?tag=by%20mouse");

  await expect.poll(async () => (await shownIds(page)).length, PATIENCE).toBe(4);
  expect((await ask<Listed>("?tag=night&tag=by%20mouse")).data).toHaveLength(4);
  expect(faults).toEqual([]);
  await close();
});

test("all runs that match are worked on in portions, and the outcome is said", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url });
  const { total } = await ask<{ total: number }>("/facets?status=completed");
  expect(total).toBeGreaterThan(200);
  await openRuns(page, "?status=completed");

  await page.getByRole("checkbox", { name: "Select all of this page: Runs" }).check();
  const said = `${total.toLocaleString("en-US")} runs`;
  await bar(page)
    .getByRole("button", { name: `Select all ${said} that match` })
    .click();
  await bar(page).getByText(`All ${said} that match selected`).waitFor();
  await bar(page)
    .getByRole("button", { name: `Tag ${said}` })
    .click();
  await page.getByLabel("Add tags, with commas between them").fill("everyone");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: `Tag ${said}` })
    .click();
  await page.getByText(`Tagged ${said}.`).waitFor(PATIENCE);

  expect((await ask<{ total: number }>("/facets?tag=everyone")).total).toBe(total);
  expect(faults).toEqual([]);
  await close();
});

test("by keyboard alone: walk, select, peek, run again, cancel, and open", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url });
  // As on a page without TLS that is not on this machine.
  await page.addInitScript(() => Reflect.deleteProperty(Crypto.prototype, "randomUUID"));
  await openRuns(page, "?status=completed");
  const [first = "", second = "", third = ""] = await shownIds(page);

  await page.keyboard.press("j");
  await page.keyboard.press("Space");
  await page.getByRole("complementary", { name: `Run ${first}`, exact: true }).waitFor();
  await page.keyboard.press("j");
  await page.getByRole("complementary", { name: `Run ${second}`, exact: true }).waitFor();
  await page.keyboard.press("k");
  await page.getByRole("complementary", { name: `Run ${first}`, exact: true }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("complementary").waitFor({ state: "detached" });

  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await bar(page).getByText("2 runs selected").waitFor();
  await page.keyboard.press("r");
  await page.getByRole("dialog", { name: "Re-run 2 runs" }).waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Re-run 2 runs" }).focus();
  await page.keyboard.press("Enter");
  await page.getByText(/^Queued 2 runs in \d batch/).waitFor(PATIENCE);
  const { data } = await ask<{ data: { rerun_of: number | null }[] }>("?limit=2");
  expect(new Set(data.map(({ rerun_of }) => rerun_of))).toEqual(new Set([Number(first), Number(second)]));

  await page.keyboard.press("Delete");
  await page.getByRole("dialog", { name: "Cancel 2 runs" }).getByRole("button", { name: "Cancel 2 runs" }).focus();
  await page.keyboard.press("Enter");
  await page.getByText("Cancelled 0 runs; skipped 2.").waitFor();

  await page.keyboard.press("Escape");
  await bar(page).waitFor({ state: "detached" });
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: `Run ${third}` }).waitFor(PATIENCE);
  await page.goBack();
  await runsTable(page).waitFor(PATIENCE);
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.querySelector("a")?.textContent), PATIENCE)
    .toBe(third);

  expect(faults).toEqual([]);
  await close();
});

test("an export holds what is shown, whether the browser downloads it or the page writes it to a chosen file", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url, acceptDownloads: true });
  // Nobody is there to answer the browser's own dialog.
  await page.addInitScript(() => Reflect.deleteProperty(window, "showSaveFilePicker"));
  await openRuns(page, "?status=timeout,agent_failed&sort=status,-total_duration_ms&columns=run,status,total,scenario");
  const { data } = await ask<Listed>("?status=timeout&status=agent_failed&sort=status,-total_duration_ms&limit=200");

  async function choose(format: string): Promise<void> {
    await page.getByRole("button", { name: /^Export [\d,]+ runs?$/ }).click();
    await page.getByRole("button", { name: format, exact: true }).click();
    await page.keyboard.press("Escape");
  }
  async function download(format: string): Promise<string> {
    const [saved] = await Promise.all([page.waitForEvent("download"), choose(format)]);
    await page.getByText(`${data.length} runs are being downloaded`).waitFor(PATIENCE);
    expect(saved.suggestedFilename()).toMatch(/^runs-[\dTZ-]+\.(csv|jsonl?)$/);
    return readFile(await saved.path(), "utf8");
  }
  const written = await download("CSV, for spreadsheets");
  const csv = parse(written);
  const lines = (await download("JSON lines")).trimEnd().split("\n");
  const json = JSON.parse(await download("JSON")) as { id: number }[];
  await page.evaluate(() => {
    const showSaveFilePicker = async ({ suggestedName }: { suggestedName: string }) =>
      (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true });
    Object.assign(window, { showSaveFilePicker });
  });
  await choose("CSV, for spreadsheets");
  const said = await page.getByText(/^Exported [\d,]+ runs to /).innerText(PATIENCE);
  const [, name = ""] = /to (runs-[\dTZ-]+\.csv)\.$/.exec(said) ?? [];
  const chosen = await page.evaluate(async (file) => {
    const handle = await (await navigator.storage.getDirectory()).getFileHandle(file);
    return (await handle.getFile()).text();
  }, name);

  expect(csv[0]).toEqual(["id", "status", "total_duration_ms", "scenario_name"]);
  expect(csv.slice(1).map(([id, status, total]) => [id, status, total])).toEqual(
    data.map(({ id, status, total_duration_ms }) => [String(id), status, String(total_duration_ms ?? "")]),
  );
  expect(json.map(({ id }) => id)).toEqual(data.map(({ id }) => id));
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(json);
  expect(said).toContain(`${data.length} runs`);
  expect(chosen).toBe(written);
  expect(faults).toEqual([]);
  await close();
});

test("runs that someone judged otherwise are found by a filter, and a long list of values is narrowed by typing", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url });
  const { data } = await ask<{ data: { id: number; goal: string }[] }>(
    "?status=completed&goal=failed&goal=blocked&goal=passed&limit=1",
  );
  const [run] = data;
  if (run === undefined) throw new Error("The samples have runs whose goal was judged.");
  const send = async (method: string, path: string, body: object) => {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`${instance.apiUrl}/api/v1/runs${path}`, {
      method,
      headers,
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(200);
  };
  await send("PUT", `/${run.id}/verdict`, { goal: "partial" });
  const tags = Array.from({ length: 9 }, (_, index) => `narrow ${index}`);
  await send("POST", "/tags", { ids: [run.id], add: tags });
  await openRuns(page);

  await page.getByRole("button", { name: "More filters" }).click();
  await page.getByRole("button", { name: "Verdict", exact: true }).click();
  await page.getByRole("checkbox", { name: "judged otherwise 1" }).check();
  await page.keyboard.press("Escape");
  await expect.poll(() => shownIds(page), PATIENCE).toEqual([String(run.id)]);
  await page.getByRole("button", { name: "Tags", exact: true }).first().click();
  const options = page.getByRole("dialog").getByRole("checkbox");
  await expect.poll(() => options.count(), PATIENCE).toBeGreaterThanOrEqual(tags.length);
  await page.getByRole("searchbox", { name: "Find in tag" }).fill("ROW 4");

  await expect.poll(() => options.count()).toBe(1);
  expect(faults).toEqual([]);
  await close();
});

test("columns and row height are remembered, and the columns stand in the address", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url });
  await openRuns(page);

  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("checkbox", { name: "Why" }).uncheck();
  await page.getByRole("button", { name: "36 px" }).click();
  await page.keyboard.press("Escape");
  await page.waitForURL(/columns=/);
  await page.goto("/runs");
  await runsTable(page).locator("tbody a").first().waitFor();

  await expect.poll(() => page.getByRole("columnheader", { name: "Why" }).count(), PATIENCE).toBe(0);
  expect(
    await runsTable(page)
      .locator("tbody td")
      .nth(1)
      .evaluate((cell) => cell.clientHeight),
  ).toBeGreaterThanOrEqual(35);
  expect(faults).toEqual([]);
  await close();
});

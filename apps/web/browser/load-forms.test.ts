import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { axeFindings } from "./fixtures/axe-findings.ts";
import { overhang } from "./fixtures/looks.ts";
import { openBrowser, openPage } from "./fixtures/open-browser.ts";
import { startInstance, type Instance } from "./fixtures/start-instance.ts";

const PATIENCE = { timeout: 30_000 };
const QUICK = '[[simulate {"ttft_ms": 20, "gap_ms": 2, "output_tokens": 6}]]';

let instance: Instance;
let browser: Browser;
beforeAll(async () => {
  [instance, browser] = await Promise.all([startInstance(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await instance.stop();
});

async function send<Row>(path: string, body: object): Promise<Row> {
  const answer = await fetch(`${instance.apiUrl}/api/v1${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return (await answer.json()) as Row;
}

/** A scenario of chat completions on the simulator; its page, ready to be run. */
async function openScenario(name: string): Promise<Page> {
  const request = { model: "sim", messages: [{ role: "user", content: `Say it ${QUICK}` }] };
  const automation = await send<{ id: number }>("/automations", { name, provider: "openai", request });
  const scenario = await send<{ id: number }>("/scenarios", { name, automation_id: automation.id });
  const { page } = await openPage(browser, { url: instance.url, colorScheme: "light" });
  await page.goto(`/scenarios/${scenario.id}`);
  return page;
}

/** Light on a desk and dark on a phone. */
async function lookAt(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector("main [aria-busy=true]") === null);
  expect(await axeFindings(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 390, height: 820 });
  await page.waitForFunction(() => document.documentElement.classList.contains("dark"));
  await expect.poll(() => overhang(page)).toBeLessThanOrEqual(0);
  expect(await axeFindings(page)).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 860 });
  await page.emulateMedia({ colorScheme: "light" });
}

async function openTrigger(page: Page, name: string) {
  await page.getByRole("button", { name: "Run xN" }).click();
  return page.getByRole("dialog", { name: `Run ${name}` });
}

test("a closed load is ended by its time, and its page says how much of it is over", async () => {
  const page = await openScenario("Timed");
  const dialog = await openTrigger(page, "Timed");
  await dialog.getByLabel("Runs", { exact: true }).fill("");
  await dialog.getByLabel("Duration (s)").fill("4");
  await lookAt(page);

  await dialog.getByRole("button", { name: "Trigger runs" }).click();

  await page.getByText(/of 4 s, \d+ runs? ended/).waitFor(PATIENCE);
  await page.getByText(/^All \d+ runs ended$/).waitFor(PATIENCE);
});

test("conversations are pasted into a scenario, and its load tells first turns from later ones", async () => {
  const page = await openScenario("Chats");
  await page.getByRole("button", { name: "Edit" }).first().click();
  const edit = page.getByRole("dialog", { name: "Edit Chats" });
  await edit.getByLabel("Each run").selectOption("chat");
  await edit.getByLabel("Think time from (s)").fill("0.1");
  await edit.getByLabel("to (s)", { exact: true }).fill("0.2");
  await edit.getByLabel("What its user says").selectOption("given");
  await edit.getByLabel("Conversations", { exact: true }).fill('{"messages": []}');
  await edit.getByText("Line 1: this line is no conversation.").waitFor();
  const said = ["One", "Two"].map((word) => ({ role: "user", content: `${word} ${QUICK}` }));
  await edit.getByLabel("Conversations", { exact: true }).fill(JSON.stringify({ messages: said }));
  await lookAt(page);
  await edit.getByRole("button", { name: "Save scenario" }).click();
  await edit.waitFor({ state: "hidden" });

  const dialog = await openTrigger(page, "Chats");
  await dialog.getByLabel("Conversations", { exact: true }).fill("5");
  await dialog.getByRole("button", { name: "Trigger 5 conversations" }).click();

  await page.getByText("All 10 runs ended").waitFor(PATIENCE);
  await page.getByRole("link", { name: /^Open batch \d+$/ }).click();
  await page.getByText("10 runs in 5 conversations.").waitFor(PATIENCE);
  await page.getByRole("region", { name: "Later turns" }).getByRole("row").nth(1).waitFor();
  await lookAt(page);
});

test("a trace is replayed from its file, and what cannot be read is said with its line", async () => {
  const page = await openScenario("Traces");
  const dialog = await openTrigger(page, "Traces");
  await dialog.getByLabel("Load profile").selectOption("trace");
  const fileOf = (text: string) => ({ name: "azure.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  const head = "TIMESTAMP,ContextTokens,GeneratedTokens";
  await dialog.getByLabel("Trace file").setInputFiles(fileOf(`${head}\nsoon,30,4`));
  await dialog.getByRole("button", { name: "Replay trace" }).click();
  await dialog
    .getByText(/azure\.csv:2:1: TIMESTAMP is neither a number nor a date/)
    .first()
    .waitFor();
  await lookAt(page);

  await dialog.getByLabel("Trace file").setInputFiles(fileOf(`${head}\n0,30,4\n0.2,40,3\n0.3,20,3`));
  await dialog.getByText("azure.csv: 3 requests.").waitFor();
  await dialog.getByRole("button", { name: "Replay trace" }).click();

  await page.getByText("All 3 runs ended").waitFor(PATIENCE);
});

test("levels make a sweep, whose page says as it goes on what each of them showed", async () => {
  const page = await openScenario("Levels of load");
  const dialog = await openTrigger(page, "Levels of load");
  await dialog.getByLabel("Runs", { exact: true }).fill("70");
  await dialog
    .getByLabel("Measure", { exact: true })
    .selectOption({ label: "A sweep: a load at each of several levels" });
  await dialog.getByLabel("Levels of a sweep").fill("4, 2");
  await dialog.getByText("must rise from one to the next").waitFor();
  await dialog.getByLabel("Levels of a sweep").fill("1, 2, 4");
  await dialog.getByRole("button", { name: "Sweep 3 levels" }).click();

  await page.waitForURL(/\/sweeps\/\d+$/);
  await page.getByText("All 3 levels ended").waitFor(PATIENCE);
  const chart = page.getByRole("figure").filter({ hasText: "Throughput against the whole answer, from start" });
  await chart.locator("canvas").waitFor();
  await expect(page.getByRole("table", { name: "Levels" }).getByRole("row").count()).resolves.toBe(4);
  await lookAt(page);

  await page.getByRole("link", { name: "2 at a time" }).click();
  await page.getByRole("link", { name: /^level of sweep \d+$/ }).click();
  await page.getByRole("link", { name: "Sweeps", exact: true }).click();
  await page.getByText("1 to 4 at a time").waitFor();
  await lookAt(page);
});

test("a search is asked for with its range and its objectives, and its page gives the answer", async () => {
  const page = await openScenario("Search of load");
  const dialog = await openTrigger(page, "Search of load");
  await dialog.getByLabel("Runs", { exact: true }).fill("60");
  await dialog
    .getByLabel("Measure", { exact: true })
    .selectOption({ label: "A search: the highest level that meets objectives" });
  await dialog.getByLabel("Runs at a time, up to").fill("1");
  await dialog.getByText("must be above the lowest").waitFor();
  await dialog.getByLabel("Runs at a time, up to").fill("2");
  await dialog.getByLabel("Objectives that a level has to meet").fill("success >= 0.8");
  await dialog.getByRole("button", { name: "Search the highest level" }).click();

  await page.waitForURL(/\/sweeps\/\d+$/);
  await page.getByText(/^(1 level|2 levels) tried with \d+ loads?$/).waitFor(PATIENCE);
  await page
    .getByRole("region", { name: "Conclusion" })
    .getByText(/^(Concurrency \d meets|No level is shown to meet) success >= 0\.8/)
    .waitFor();
  await page.getByRole("table", { name: "Tried levels" }).waitFor();
  await lookAt(page);
});

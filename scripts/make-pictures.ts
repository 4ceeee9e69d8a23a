import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Browser, Page } from "playwright-core";
import { openBrowser } from "../apps/web/browser/fixtures/open-browser.ts";
import { startNewInstance } from "../apps/web/browser/fixtures/start-new-instance.ts";
import { createClient, type Client } from "../packages/client/src/index.ts";
import { shrinkPng } from "./pictures/shrink-png.ts";

/**
 * Makes the pictures of the README from an instance of its own with sample data: the overview in both themes, and the
 * path from a scenario over a live run to its batch. Build the dashboard first: `npm run build`.
 */
const FOLDER = resolve(import.meta.dirname, "../docs/images");
const SIZE = { width: 1280, height: 800 };
/** Twice the pixels, so that text is sharp where the README shows the picture smaller. */
const SCALE = 2;
/** Ends by itself long after the picture of it was taken. */
const LIVE = '[[simulate {"duration_ms":20000,"steps":9,"outcome":"completed"}]]';

type Shot = { name: string; path: string; theme: "light" | "dark"; settle: (page: Page) => Promise<void> };

async function shoot(browser: Browser, url: string, { name, path, theme, settle }: Shot): Promise<void> {
  const context = await browser.newContext({
    viewport: SIZE,
    deviceScaleFactor: SCALE,
    colorScheme: theme,
    reducedMotion: "reduce",
    timezoneId: "UTC",
  });
  const page = await context.newPage();
  await page.goto(url + path);
  await settle(page);
  const file = shrinkPng(await page.screenshot({ animations: "disabled" }));
  writeFileSync(join(FOLDER, `${name}.png`), file);
  process.stdout.write(`${name}.png ${Math.round(file.length / 1_000)} kB\n`);
  await context.close();
}

async function makeScenario(client: Client, name: string, script: string): Promise<number> {
  const automation = await client.createAutomation({
    name,
    request: { url: "https://shop.example/lamps", goal: `Read the name and the price of every lamp ${script}`.trim() },
  });
  const scenario = await client.createScenario({
    name,
    automation_id: automation.id,
    run_settings: { concurrency: 10 },
  });
  return scenario.id;
}

/** Resolves when the batch has ended; its stream says so by ending itself. */
async function untilEnded(apiUrl: string, batchId: number): Promise<void> {
  await (await fetch(`${apiUrl}/api/v1/batches/${batchId}/stream`)).text();
}

/** Everything asked for has come, and charts are drawn. */
async function settled(page: Page): Promise<void> {
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForLoadState("networkidle");
}

async function openTriggerDialog(page: Page): Promise<void> {
  await settled(page);
  await page.getByRole("button", { name: "Run xN" }).first().click();
  await page.getByRole("dialog").waitFor();
}

/** The path of one scenario: triggered, live, its result, its batch. */
async function shootPath(
  client: Client,
  apiUrl: string,
  shot: (name: string, path: string, options?: Partial<Shot>) => Promise<void>,
) {
  const scenarioId = await makeScenario(client, "Extract lamp prices", "");
  const batch = await client.createBatch({ scenario_id: scenarioId, count: 100 });
  await untilEnded(apiUrl, batch.id);
  await shot("scenario", "/scenarios", { settle: openTriggerDialog });
  const liveId = await makeScenario(client, "Extract all lamp prices", LIVE);
  const run = await client.triggerRun({ scenario_id: liveId });
  await shot("live-run", `/runs/${run.id}`, {
    settle: async (page) => void (await page.getByText("PROGRESS", { exact: true }).nth(3).waitFor()),
  });
  await untilEnded(apiUrl, run.batch_id);
  await shot("run", `/runs/${run.id}`);
  await shot("batch", `/batches/${batch.id}`);
}

mkdirSync(FOLDER, { recursive: true });
const instance = await startNewInstance();
const browser = await openBrowser();
try {
  const shot = (name: string, path: string, options: Partial<Shot> = {}) =>
    shoot(browser, instance.url, { name, path, theme: "light", settle: settled, ...options });

  await shot("overview", "/?period=7d");
  await shot("overview-dark", "/?period=7d", { theme: "dark" });
  await shootPath(createClient({ base_url: instance.apiUrl }), instance.apiUrl, shot);
} finally {
  await browser.close();
  await instance.stop();
}

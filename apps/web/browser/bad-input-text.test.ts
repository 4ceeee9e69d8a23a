import { createClient, type Client } from "@tfbench/client";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser, openPage } from "./fixtures/open-browser.ts";
import { startInstance, type Instance } from "./fixtures/start-instance.ts";

const MARKUP = "<img src=x onerror=alert(1)><script>alert(2)</script>";
const RIGHT_TO_LEFT = "مقارنة الأسعار";
/** The longest name the API takes, in four kinds: one word, words, wide signs, and text that runs the other way. */
const NAMES = ["W".repeat(255), "long name ".repeat(25), "🐟".repeat(127), RIGHT_TO_LEFT.repeat(18), MARKUP] as const;

let instance: Instance;
let browser: Browser;
let api: Client;
/** What bears each of the names, by its id. */
let made: { name: string; run: number; batch: number; automation: number; scenario: number; target: number }[];

beforeAll(async () => {
  [instance, browser] = await Promise.all([startInstance(), openBrowser()]);
  api = createClient({ base_url: instance.apiUrl });
  const script = {
    duration_ms: 100,
    steps: 3,
    purposes: [MARKUP, RIGHT_TO_LEFT, "x".repeat(9_000)],
    result: { [MARKUP]: MARKUP, [RIGHT_TO_LEFT]: `${RIGHT_TO_LEFT} 123`, long: "y".repeat(5_000) },
  };
  made = [];
  for (const name of NAMES) {
    const automation = await api.createAutomation({
      name,
      request: { url: "https://shop.example", goal: `Read [[simulate ${JSON.stringify(script)}]]` },
    });
    const target = await api.createTarget({ name, base_url: (await simulator()).base_url, credential: "env:NONE" });
    const scenario = await api.createScenario({ name, automation_id: automation.id });
    const run = await api.triggerRun({ scenario_id: scenario.id });
    made.push({
      name,
      run: run.id,
      batch: run.batch_id,
      automation: automation.id,
      scenario: scenario.id,
      target: target.id,
    });
  }
  await Promise.all(made.map(({ run }) => endOf(run)));
  for (const name of NAMES) await sweep(name);
});
afterAll(async () => {
  await browser.close();
  await instance.stop();
});

async function simulator() {
  const { data } = await api.listTargets({});
  const found = data.find(({ builtin }) => builtin === "simulator");
  if (found === undefined) throw new Error("There is no simulator target.");
  return found;
}

/** Sweeps are of endpoints alone. */
async function sweep(name: string): Promise<void> {
  const prompt = 'Say it [[simulate {"ttft_ms": 5, "gap_ms": 1, "output_tokens": 4}]]';
  const automation = await api.createAutomation({
    name: `Say it ${NAMES.indexOf(name)}`,
    provider: "openai",
    request: { model: "sim", messages: [{ role: "user", content: prompt }] },
  });
  const { id: scenario_id } = await api.createScenario({ name, automation_id: automation.id });
  const load = { kind: "closed", runs: 2, concurrency: 1, start_spread_ms: 0 } as const;
  await api.createSweep({ scenario_id, load, levels: [1, 2] });
}

async function endOf(id: number): Promise<void> {
  for await (const message of api.streamRun({ id }))
    if (message.event === "run" && message.data.finished_at !== null) return;
}

describe.each([1280, 390])("%i px wide", (width) => {
  test.each(["/", "/runs", "/batches", "/sweeps", "/scenarios", "/automations", "/targets"])(
    "%s shows the longest names as text and keeps its width",
    async (path) => {
      const { page, faults, close } = await openPage(browser, { url: instance.url, viewport: { width, height: 820 } });

      await page.goto(path);
      await page.waitForFunction(() => document.querySelector("[aria-busy=true]") === null);
      if (path !== "/") await page.getByText(MARKUP).first().waitFor();
      const scrolled = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

      expect(scrolled).toBeLessThanOrEqual(0);
      expect(faults).toEqual([]);
      await close();
    },
  );

  test("the pages of each run, batch and scenario show its name as text and keep their width", async () => {
    const { page, faults, close } = await openPage(browser, { url: instance.url, viewport: { width, height: 820 } });
    const wide: string[] = [];

    for (const { name, run, batch, scenario } of made) {
      for (const path of [`/runs/${run}`, `/batches/${batch}`, `/scenarios?trigger=${scenario}`]) {
        await page.goto(path);
        await page.getByText(name.trim()).first().waitFor({ state: "attached" });
        await page.waitForFunction(() => document.querySelector("[aria-busy=true]") === null);
        const scrolled = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (scrolled > 0) wide.push(`${path} by ${scrolled} px`);
      }
    }

    expect(wide).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });
});

test("markup and right-to-left text in events and results are text, each in its own direction", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url });
  await page.goto(`/runs/${made[0]?.run}`);
  const events = page.getByRole("listbox", { name: "Events of the run" });
  const result = page.getByRole("tree", { name: "the result" });

  await events.getByText(MARKUP, { exact: true }).waitFor();
  await result.getByText(`"${MARKUP}"`, { exact: true }).waitFor();
  const direction = await events
    .getByText(RIGHT_TO_LEFT, { exact: true })
    .evaluate((element) => getComputedStyle(element).unicodeBidi);
  await events.getByText(MARKUP, { exact: true }).click();
  await page
    .getByRole("region", { name: /^Event \d+/ })
    .getByText(MARKUP)
    .waitFor();

  expect(direction).toBe("isolate");
  expect(await page.locator("main img").count()).toBe(0);
  expect(faults).toEqual([]);
  await close();
});

test("a name of 10,000 characters is refused at its field with the API's own sentence, in every form", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url, expectedStatuses: [422] });
  const longName = "n".repeat(10_000);
  const refusal = await api.createAutomation({ name: longName }).catch((problem: unknown) => problem);
  const sentence = String(Reflect.get(Object(refusal), "fields")?.[0]?.message);

  for (const [noun, id] of [
    ["automation", made[0]?.automation],
    ["scenario", made[0]?.scenario],
    ["target", made[0]?.target],
  ] as const) {
    await page.goto(`/${noun}s?edit=${id}`);
    const dialog = page.getByRole("dialog");
    const name = dialog.getByLabel("Name", { exact: true });
    await name.fill(longName);
    await dialog.getByRole("button", { name: `Save ${noun}` }).click();
    await dialog.getByText(sentence).first().waitFor();
    expect([noun, await name.getAttribute("aria-invalid")]).toEqual([noun, "true"]);
    expect((await name.inputValue()).length).toBe(10_000);
  }

  expect(sentence).toMatch(/255/);
  expect(faults).toEqual([]);
  await close();
});

test("a person's verdict stands beside the automatic one, its note as text, and can be taken back", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url });
  await page.goto(`/runs/${made[0]?.run}`);

  await page.getByRole("button", { name: "Judge run" }).click();
  await page.getByLabel("The goal was").selectOption("failed");
  await page.getByLabel("Why").fill(MARKUP);
  await page.getByRole("button", { name: "Save verdict" }).click();
  await page.getByText("judged failed").waitFor();
  await page.getByText("goal not evaluated").waitFor();
  await page.getByText(MARKUP, { exact: true }).first().waitFor();
  await page.reload();
  await page.getByText("judged failed").waitFor();
  await page.getByRole("button", { name: "Change verdict" }).click();
  await page.getByRole("button", { name: "Remove verdict" }).click();
  await page.getByText("judged failed").waitFor({ state: "detached" });

  expect(faults).toEqual([]);
  await close();
});

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { axeFindings } from "./fixtures/axe-findings.ts";
import { overhang } from "./fixtures/looks.ts";
import { openBrowser, openPage } from "./fixtures/open-browser.ts";
import { startInstance, type Instance } from "./fixtures/start-instance.ts";

const PATIENCE = { timeout: 30_000 };
const SCRIPT = '{"ttft_ms": 40, "gap_ms": 5, "output_tokens": 12}';

let instance: Instance;
let browser: Browser;
beforeAll(async () => {
  [instance, browser] = await Promise.all([startInstance(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await instance.stop();
});

async function simulatorUrl(): Promise<string> {
  const answer = await fetch(`${instance.apiUrl}/api/v1/targets`);
  const { data } = (await answer.json()) as { data: { builtin: string | null; base_url: string }[] };
  return data.find(({ builtin }) => builtin === "simulator")?.base_url ?? "";
}

async function create(page: Page, noun: "target" | "automation" | "scenario") {
  await page.getByRole("link", { name: `${noun.charAt(0).toUpperCase()}${noun.slice(1)}s`, exact: true }).click();
  await page.getByRole("button", { name: `Create ${noun}` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill("Local model");
  const send = async () => {
    await dialog.getByRole("button", { name: `Create ${noun}` }).click();
    await dialog.waitFor({ state: "hidden" });
  };
  return { dialog, send };
}

/** Light on a desk and dark on a phone, without loading the page again. */
async function lookAt(page: Page): Promise<void> {
  const desk = page.viewportSize() ?? { width: 1280, height: 860 };
  await page.waitForFunction(() => document.querySelector("main [aria-busy=true]") === null);
  expect(await axeFindings(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize({ width: 390, height: 820 });
  await page.waitForFunction(() => document.documentElement.classList.contains("dark"));
  // The charts follow their frames a moment later.
  await expect.poll(() => overhang(page)).toBeLessThanOrEqual(0);
  expect(await axeFindings(page)).toEqual([]);
  await page.setViewportSize(desk);
  await page.emulateMedia({ colorScheme: "light" });
}

/** Words that belong to agents alone. */
const AGENT_WORDS = /\b(first action|between actions|steps|guards?|goals?|judged as)\b|pass\^k/i;
const textOf = (page: Page) => page.locator("main").innerText();

test("a model's endpoint is set up, loaded at a rate and read by mouse, in words of tokens throughout", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url, colorScheme: "light" });
  await page.goto("/");

  const target = await create(page, "target");
  await target.dialog.getByLabel("Provider", { exact: true }).selectOption("openai");
  await target.dialog.getByLabel("Address", { exact: true }).fill(`${await simulatorUrl()}/v1`);
  await target.dialog.getByLabel("Credential", { exact: true }).fill("");
  await target.send();

  const automation = await create(page, "automation");
  await automation.dialog.getByLabel("Provider", { exact: true }).selectOption("openai");
  await automation.dialog.getByRole("radio", { name: /^Chat/ }).check();
  const inputs = { model: "sim", prompt: `Say it [[simulate ${SCRIPT}]]` };
  await automation.dialog.getByLabel("Default inputs").fill(JSON.stringify(inputs));
  await automation.send();

  const scenario = await create(page, "scenario");
  await scenario.dialog.getByLabel("Automation", { exact: true }).selectOption({ label: "Local model" });
  await scenario.dialog.getByLabel("Target", { exact: true }).selectOption({ label: "Local model" });
  await scenario.send();

  await page.getByRole("cell").getByRole("link", { name: "Local model" }).first().click();
  await page.getByText(/^No \w+ run finished in this period$/).waitFor();
  const path = new URL(page.url()).pathname;
  expect(await textOf(page)).not.toMatch(AGENT_WORDS);
  await lookAt(page);
  await page.getByRole("button", { name: "Run xN" }).click();
  const trigger = page.getByRole("dialog", { name: "Run Local model" });
  await trigger.getByLabel("Load profile").selectOption("constant");
  await trigger.getByLabel("Runs per second").fill("40");
  await trigger.getByLabel("Runs", { exact: true }).fill("60");
  await trigger.getByRole("button", { name: "Trigger 60 runs" }).click();
  await page.getByText("All 60 runs ended").waitFor(PATIENCE);
  await page.getByRole("link", { name: /^Open batch \d+$/ }).click();

  await page.getByRole("status", { name: "Validity" }).waitFor(PATIENCE);
  const first = page.getByRole("region", { name: "Time to first token, from due" });
  await first.getByText("n 60").first().waitFor();
  await page.getByRole("row").filter({ hasText: "Gap between chunks" }).waitFor();
  await page.getByRole("figure").filter({ hasText: "Time to first token from start" }).waitFor();
  expect(await textOf(page)).not.toMatch(AGENT_WORDS);
  await lookAt(page);

  await page.getByRole("link", { name: "Show its runs" }).click();
  await page.getByRole("columnheader", { name: /^First token/ }).waitFor();
  expect(await textOf(page)).not.toMatch(AGENT_WORDS);
  await lookAt(page);
  await page.getByRole("table", { name: "Runs" }).getByRole("link").first().click();
  await page.getByRole("option").filter({ hasText: "answer" }).nth(11).waitFor();
  await page.getByRole("term").filter({ hasText: "Content chunks" }).waitFor();
  await page.getByRole("region", { name: "Answer", exact: true }).waitFor();
  expect(await textOf(page)).not.toMatch(AGENT_WORDS);
  await lookAt(page);

  await page.goto(`${path}?tab=distribution`);
  await page.getByRole("figure").filter({ hasText: "First token, runs that had one" }).waitFor();
  expect(await textOf(page)).not.toMatch(AGENT_WORDS);
  await page.getByRole("tab", { name: "Reliability" }).click();
  await page.getByRole("figure").filter({ hasText: "All of k runs complete" }).waitFor();
  expect(await textOf(page)).not.toMatch(AGENT_WORDS);
  await lookAt(page);
  expect(faults).toEqual([]);
  await close();
});

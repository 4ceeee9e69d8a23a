import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freePorts } from "./fixtures/free-port.ts";
import { openBrowser, openPage } from "./fixtures/open-browser.ts";
import { startInstance, type Instance } from "./fixtures/start-instance.ts";

const WRONG_KEY = "sk-wrong-5f1e0a";
/** For conditions on a busy machine; the test goes on at once when they hold. */
const PATIENT = { timeout: 15_000 };
let instance: Instance;
let browser: Browser;
beforeAll(async () => {
  [instance, browser] = await Promise.all([startInstance({ A_WRONG_KEY: WRONG_KEY }), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await instance.stop();
});

async function ask<T>(path: string, init?: RequestInit): Promise<T> {
  const answer = await fetch(`${instance.apiUrl}/api/v1${path}`, init);
  return (await answer.json()) as T;
}
const simulatorUrl = async () =>
  (await ask<{ data: { builtin: string | null; base_url: string }[] }>("/targets")).data.find(
    ({ builtin }) => builtin === "simulator",
  )?.base_url ?? "";

async function openTarget(page: Page) {
  await page.goto("/targets?create=new");
  return page.getByRole("dialog");
}

test("a target that works is shown to, step by step with times", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url });
  const dialog = await openTarget(page);
  await dialog.getByLabel("Address").fill(await simulatorUrl());
  await dialog.getByLabel("Credential").fill("env:TFBENCH_SIMULATOR_KEY");

  await dialog.getByRole("button", { name: "Test target" }).click();

  await dialog.getByText("The target works.").waitFor();
  const steps = await dialog.getByRole("region", { name: "Target test" }).getByRole("listitem").allInnerTexts();
  expect(steps).toHaveLength(4);
  for (const step of steps) expect(step).toMatch(/\d ms$/);
  await dialog.getByLabel("Address").fill("http://127.0.0.1:1");
  await dialog.getByText("The form has changed since: test it again.").waitFor();
  expect(faults).toEqual([]);
  await close();
});

test("a closed port, a wrong key and a missing variable each say what to do, and no key is shown", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url });
  const [closedPort = 0] = await freePorts(1);
  const dialog = await openTarget(page);
  const testNow = () => dialog.getByRole("button", { name: "Test target" }).click();

  await dialog.getByLabel("Address").fill(`http://127.0.0.1:${closedPort}`);
  await testNow();
  await dialog.getByText(/Nothing listens there: check the port/).waitFor();
  await dialog.getByText("The target does not work yet.").waitFor();

  await dialog.getByLabel("Address").fill(await simulatorUrl());
  await dialog.getByLabel("Credential").fill("env:A_WRONG_KEY");
  await testNow();
  await dialog.getByText(/The key in A_WRONG_KEY was refused.*INVALID_API_KEY/).waitFor();

  await dialog.getByLabel("Credential").fill("env:NOBODY_SET_THIS");
  await testNow();
  await dialog.getByText(/The variable NOBODY_SET_THIS is not set where the API runs/).waitFor();
  expect(await page.content()).not.toContain(WRONG_KEY);
  expect(faults).toEqual([]);
  await close();
});

test("an address that is none is refused at its field by the test and by the form", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url, expectedStatuses: [422] });
  const dialog = await openTarget(page);
  await dialog.getByLabel("Name", { exact: true }).fill("Nowhere");
  await dialog.getByLabel("Address").fill("ftp://nowhere");

  await dialog.getByRole("button", { name: "Test target" }).click();
  await dialog
    .getByRole("alert")
    .getByText(/^Address must be an http or https address/)
    .waitFor();
  await dialog.getByRole("button", { name: "Create target" }).click();
  await expect.poll(() => dialog.getByLabel("Address").getAttribute("aria-invalid"), PATIENT).toBe("true");

  expect(faults).toEqual([]);
  await close();
});

describe("the scenario form", () => {
  const LIMITS: readonly (readonly [label: string, beyond: string, at: string, sentence: string])[] = [
    ["Name", "n".repeat(10_000), `${"سعر ".repeat(60)}🐟🐟🐟🐟🐟🐟🐟`, "must have at most 255 characters"],
    ["Description", "d".repeat(10_001), "d".repeat(10_000), "must have at most 10,000 characters"],
    ["Inputs", '{"1st": 1}', "{}", "1st is no name for an input: names begin with a letter or _"],
    ["Runs of a batch at a time", "257", "256", "must be at most 256"],
    ["Spread the first starts over (ms)", "-1", "60000", "must be at least 0"],
    ["Poll every (ms)", "9", "60000", "must be at least 10"],
    [
      "Time limits that differ from the target's",
      '{"total_ms": 7200001}',
      '{"total_ms": 7200000}',
      "total_ms must be at most 7,200,000",
    ],
  ];

  test("says at each field what is beyond its limit, takes the limit itself, and is edited and duplicated", async () => {
    const { page, faults, close } = await openPage(browser, { url: instance.url, expectedStatuses: [422] });
    const dialog = page.getByRole("dialog");
    const field = (label: string) => dialog.getByLabel(label, { exact: true });
    const create = dialog.getByRole("button", { name: "Create scenario" });
    await page.goto("/scenarios?create=new");
    await dialog.locator(".cm-content").nth(1).waitFor();
    await dialog.getByText("Choose an automation first.").waitFor();
    expect(await create.isDisabled()).toBe(true);
    await field("Automation").selectOption({ index: 1 });
    await field("Transport").selectOption("async");

    for (const [label, beyond] of LIMITS) await field(label).fill(beyond);
    await create.click();
    for (const [label, , , sentence] of LIMITS) {
      const note = await field(label).getAttribute("aria-describedby");
      await page.locator(`[id="${note}"]`).getByText(sentence).first().waitFor();
      expect([label, await field(label).getAttribute("aria-invalid")]).toEqual([label, "true"]);
    }
    for (const [label, , at] of LIMITS) await field(label).fill(at);
    await create.click();
    await dialog.waitFor({ state: "hidden" });

    const [name] = [LIMITS[0]?.[2] ?? ""];
    const more = page.getByRole("button", { name: `More for ${name}`, exact: true });
    await more.click();
    await page.getByRole("menuitem", { name: "Edit" }).click();
    await field("Runs of a batch at a time").fill("");
    await field("Runs of a batch at a time").pressSequentially("e");
    await dialog.getByText("must be a number").waitFor();
    await dialog.getByRole("button", { name: "Save scenario" }).click();
    await field("Runs of a batch at a time").fill("7");
    await dialog.getByRole("button", { name: "Save scenario" }).click();
    await dialog.waitFor({ state: "hidden" });
    await more.click();
    await page.getByRole("menuitem", { name: "Duplicate" }).click();
    await create.click();
    await dialog.waitFor({ state: "hidden" });

    const { data } = await ask<{ data: Record<string, unknown>[] }>(`/scenarios?search=${encodeURIComponent("🐟")}`);
    expect(data).toHaveLength(2);
    expect(data.map((row) => String(row["name"]).endsWith(" copy"))).toEqual([true, false]);
    expect(data[1]).toMatchObject({
      name,
      description: "d".repeat(10_000),
      run_settings: {
        concurrency: 7,
        start_spread_ms: 60_000,
        poll_interval_ms: 60_000,
        timeouts: { total_ms: 7_200_000 },
      },
    });
    expect(faults).toEqual([]);
    await close();
  });
});

const countBatches = async () => (await ask<{ data: unknown[] }>("/batches?limit=200&origin=simulated")).data.length;

test("a double click on trigger runs once", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url });
  const before = await countBatches();
  await page.goto("/scenarios?trigger=1");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Runs", { exact: true }).fill("3");
  await dialog.getByText(/^Nothing on a simulator; at this price at most/).waitFor();

  await dialog.getByRole("button", { name: "Trigger 3 runs" }).dblclick();
  await dialog.waitFor({ state: "hidden" });
  await page.getByText("All 3 runs ended").waitFor({ timeout: 60_000 });

  expect((await countBatches()) - before).toBe(1);
  expect(faults).toEqual([]);
  await close();
});

test("a retry after an answer that never came finds what was triggered instead of triggering again", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url, expectedStatuses: [503] });
  const before = await countBatches();
  let answers = 0;
  await page.route("**/api/v1/runs/trigger", async (route) => {
    const answer = await route.fetch();
    answers += 1;
    // The first time the server has done it, and the browser never hears of it.
    return answers === 1 ? route.fulfill({ status: 503, body: "" }) : route.fulfill({ response: answer });
  });
  await page.goto("/scenarios?trigger=1");
  const dialog = page.getByRole("dialog");

  await dialog.getByRole("button", { name: "Trigger 10 runs" }).click();
  await dialog.getByRole("alert").waitFor();
  await dialog.getByRole("button", { name: "Trigger 10 runs" }).click();
  await dialog.waitFor({ state: "hidden" });

  expect((await countBatches()) - before).toBe(1);
  expect(faults).toEqual([]);
  await close();
});

test("triggering very many runs shows that it goes on, and cancelled on the way leaves none running", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url });
  let release = () => undefined as void;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/api/v1/runs/trigger", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto("/scenarios?trigger=1");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Runs", { exact: true }).fill("2000");
  await dialog.getByRole("button", { name: "Trigger 2000 runs" }).click();

  await dialog.getByText(/^Writing 2,000 runs/).waitFor();
  await dialog.getByRole("button", { name: "Cancel 2,000 runs" }).click();
  await dialog.getByText(/^Cancelling as soon as they are written/).waitFor();
  release();
  await dialog.waitFor({ state: "hidden" });

  await page.getByText("All 2,000 runs ended").waitFor({ timeout: 60_000 });
  expect(faults).toEqual([]);
  await close();
});

test("a scenario is exported, and what the file describes is checked and brought in again", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url });
  await page.goto("/scenarios");
  await page.getByRole("button", { name: "More for Extract product prices" }).click();
  const downloading = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Export as YAML" }).click();
  const file = await (await downloading).path();
  const text = await readFile(file, "utf8");
  expect(text).toContain("name: Extract product prices");
  expect(text).not.toContain("simulator-key");

  await page.getByRole("button", { name: "Import YAML" }).click();
  const dialog = page.getByRole("dialog");
  const preview = dialog.getByRole("status", { name: "What the import does" });
  const content = dialog.getByLabel("Content");
  await dialog.getByLabel("File", { exact: true }).setInputFiles(file);
  await preview.getByText("2 entries are here already, just as in the file.").waitFor();
  expect(await dialog.getByRole("button", { name: "Nothing to import" }).isDisabled()).toBe(true);
  const changed = text.replaceAll("Extract product prices", "Brought in");
  await content.evaluate((target, dropped) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([dropped], "changed.yaml"));
    target.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  }, changed);
  await preview.getByText("The import would leave 1 entry created. Nothing is saved yet.").waitFor();
  await preview.getByText("Create scenario Brought in").waitFor();
  expect(await ask("/scenarios?search=Brought")).toMatchObject({ data: [] });
  await dialog.getByRole("button", { name: "Import 1 entry" }).click();
  await preview.getByText("Imported: 1 entry created.").waitFor();

  await content.fill(changed.replace(/concurrency: \d+/, "concurrency: 77"));
  await dialog.getByRole("button", { name: "Check file" }).click();
  await preview.getByText("Change scenario Brought in run_settings.concurrency").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Discard changes" }).click();
  await dialog.waitFor({ state: "hidden" });

  await page.getByText("Brought in", { exact: true }).waitFor();
  expect(faults).toEqual([]);
  await close();
});

test("each problem of a file is told with line and column, and nothing of it is brought in", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url, expectedStatuses: [422, 400] });
  await page.goto("/automations?import=file");
  const dialog = page.getByRole("dialog");
  const problems = dialog.getByRole("list", { name: "Problems of the file" });

  const content = dialog.getByLabel("Content");
  await content.fill(
    "automations:\n  - name: Never\n  - name: Broken\n    request:\n      url: https://a.example\n      goal: g\n      gaol: x\n",
  );
  await dialog.getByRole("button", { name: "Check file" }).click();
  await problems.getByText("Line 7, column 7: automations.1.request.gaol is not a known field").waitFor();
  expect(await dialog.locator(".cm-lintRange-error").innerText()).toBe("gaol");
  await problems.getByRole("button", { name: "Line 7, column 7" }).click();
  await page.keyboard.type("goal_");
  expect(await content.innerText()).toContain("goal_gaol: x");
  await problems.waitFor({ state: "detached" });
  await content.fill("automations:\n  - name: x\n   y: {");
  // Told while it is written, without asking the API.
  await problems
    .getByText(/^Line 3, column \d+: /)
    .first()
    .waitFor();

  expect(await ask("/automations?search=Never")).toMatchObject({ data: [] });
  expect(faults).toEqual([]);
  await close();
});

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeFindings } from "./fixtures/axe-findings.ts";
import { LOOKS, overhang } from "./fixtures/looks.ts";
import { openBrowser, openPage } from "./fixtures/open-browser.ts";
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

const send = (path: string, body: object) =>
  fetch(`${instance.apiUrl}/api/v1${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

/** The page of a new batch of runs that last so long on the simulator. */
async function triggerBatch(script: object, { count, concurrency }: { count: number; concurrency: number }) {
  const request = { url: "https://shop.example/list", goal: `Read it [[simulate ${JSON.stringify(script)}]]` };
  const automation = (await send("/automations", { name: "Batch report", request })).headers.get("location");
  const automation_id = Number(automation?.split("/").at(-1));
  const scenario = { name: "Batch report", automation_id, run_settings: { concurrency } };
  const scenario_id = Number((await send("/scenarios", scenario)).headers.get("location")?.split("/").at(-1));
  const batch = await send("/batches", { scenario_id, count });
  return batch.headers.get("location")?.replace("/api/v1", "") ?? "";
}

describe.each(LOOKS)("$colorScheme, $viewport.width px wide", ({ colorScheme, viewport }) => {
  test("a finished batch has no fault, nothing that shuts people out and no sideways scroll", async () => {
    const { page, faults, close } = await openPage(browser, { url: instance.url, colorScheme, viewport });

    await page.goto("/batches/50");
    await page
      .getByRole("region", { name: "Verdict" })
      .getByText(/ without an end\.$|typical /)
      .waitFor();
    await page.waitForFunction(() => document.querySelector("main [aria-busy=true]") === null);

    expect(await overhang(page)).toBeLessThanOrEqual(0);
    expect(await axeFindings(page)).toEqual([]);
    expect(faults).toEqual([]);
    await close();
  });
});

test("a finished batch is compared with the one before it, shows each picture as a table, and opens each run", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url });
  await page.goto("/batches/50");

  const verdict = page.getByRole("region", { name: "Verdict" });
  await verdict.getByRole("link", { name: "batch 49" }).waitFor();
  await verdict
    .getByText(/Such batches usually differ by|batch-to-batch noise/)
    .first()
    .waitFor();
  await page.getByRole("region", { name: "Reproduce" }).getByText("curl -X POST").waitFor();
  await page.getByRole("region", { name: "Validity" }).getByText("Our lateness (lag)").waitFor();
  const order = page.getByRole("figure").filter({ hasText: "Total time in the order of the batch" });
  await order.getByRole("button", { name: "View as table" }).click();
  await order.getByRole("columnheader", { name: "Ended as" }).waitFor();
  expect(await order.getByRole("row").count()).toBe(10);

  await page
    .getByRole("table", { name: "Cases" })
    .getByRole("link", { name: /^Run \d+: / })
    .first()
    .click();
  await page.waitForURL(/\/runs\/\d+$/);
  expect(faults).toEqual([]);
  await close();
});

test("while a batch runs its figures are preliminary and say of how many runs; cancelled, they become final", async () => {
  const path = await triggerBatch({ duration_ms: 1_500, steps: 2 }, { count: 60, concurrency: 2 });
  const { page, faults, close } = await openPage(browser, { url: instance.url });

  await page.goto(path);
  await page.getByText(/^Preliminary, \d+ of 60 runs\. /).waitFor();
  await page
    .getByText(/^preliminary, [1-9]\d* of 60$/)
    .first()
    .waitFor({ timeout: 30_000 });
  const endedBefore = await page.getByRole("progressbar", { name: "Runs ended" }).getAttribute("aria-valuenow");
  await page.waitForFunction(
    (before) => document.querySelector("[role=progressbar]")?.getAttribute("aria-valuenow") !== before,
    endedBefore,
  );
  await page.getByText("It is compared with the batch before once it has ended.").waitFor();

  await page.getByRole("button", { name: /^Cancel \d+ runs?$/ }).click();
  await page.getByText("All 60 runs ended").waitFor({ timeout: 60_000 });
  await page.getByText(/^No run was judged as passed, /).waitFor({ timeout: 30_000 });
  expect(await page.getByText(/^preliminary, /).count()).toBe(0);
  expect(faults).toEqual([]);
  await close();
});

test("before its first run has ended a batch says that it waits", async () => {
  const path = await triggerBatch({ duration_ms: 60_000, steps: 2 }, { count: 3, concurrency: 3 });
  const { page, faults, close } = await openPage(browser, { url: instance.url });

  await page.goto(path);
  await page.getByText("Preliminary, 0 of 3 runs. No run has finished.").waitFor();
  await page.getByText("The chart fills as runs end.").first().waitFor();
  await page.getByRole("button", { name: /^Cancel 3 runs$/ }).click();
  await page.getByText("All 3 runs ended").waitFor({ timeout: 60_000 });
  await page.getByText("None of 3 finished runs counts as attempted.").waitFor({ timeout: 30_000 });

  expect(faults).toEqual([]);
  await close();
});

test("a batch that does not exist is told as such", async () => {
  const { page, close } = await openPage(browser, { url: instance.url, expectedStatuses: [404] });

  await page.goto("/batches/999999");
  await page.getByText("Batch 999999 does not exist.").first().waitFor();
  await close();
});

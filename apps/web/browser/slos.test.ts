import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { axeFindings } from "./fixtures/axe-findings.ts";
import { overhang } from "./fixtures/looks.ts";
import { openBrowser, openPage } from "./fixtures/open-browser.ts";
import { startInstance, type Instance } from "./fixtures/start-instance.ts";

const PATIENT = { timeout: 30_000 };
let instance: Instance;
let browser: Browser;
beforeAll(async () => {
  [instance, browser] = await Promise.all([startInstance(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await instance.stop();
});

async function ask<T>(path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`${instance.apiUrl}/api/v1${path}`, {
    ...(body === undefined
      ? {}
      : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

async function assertSound(page: Page) {
  expect(await overhang(page)).toBeLessThanOrEqual(0);
  expect(await axeFindings(page)).toEqual([]);
}

test("objectives are written line by line, judged in the batch's report, and a breach stands first on the overview", async () => {
  const { page, faults } = await openPage(browser, { url: instance.url, expectedStatuses: [422] });
  const goal = '[[simulate {"duration_ms":60,"steps":2,"outcome":"empty"}]]';
  const automation = await ask<{ id: number }>("/automations", {
    name: "Login flow",
    request: { url: "https://example.com", goal },
  });

  await page.goto("/scenarios?create=new");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill("Login flow");
  await dialog.getByLabel("Automation").selectOption(String(automation.id));
  await dialog.getByRole("button", { name: "Add objective" }).click();
  await dialog.getByRole("combobox", { name: "Objective 1" }).fill("speed > 3");
  // What is told of a line that is left must not move the button away from under the pointer.
  await dialog.getByRole("button", { name: "Add objective" }).click({ delay: 100 });
  await dialog.getByText(/"speed" is no metric of a run/).waitFor();
  await dialog.getByRole("combobox", { name: "Objective 1" }).fill("success >= 0.9");
  await dialog.getByRole("combobox", { name: "Objective 2" }).fill("speed < 3");
  await dialog.getByRole("button", { name: "Create scenario" }).click();
  await dialog.getByText(/"speed" is no metric of a run/).waitFor();
  await assertSound(page);

  await dialog.getByRole("combobox", { name: "Objective 2" }).fill("total_duration_ms < 20 s");
  await dialog.getByRole("button", { name: "Create scenario" }).click();
  await dialog.waitFor({ state: "detached" });
  const [scenario] = (await ask<{ data: { id: number; slos: string[] }[] }>("/scenarios?search=Login%20flow")).data;
  expect(scenario?.slos).toEqual(["success >= 0.9", "total_duration_ms < 20 s"]);

  const batch = await ask<{ id: number }>("/batches", { scenario_id: scenario?.id, count: 6 });
  await expect
    .poll(async () => (await ask<{ status: string }>(`/batches/${batch.id}`)).status, PATIENT)
    .toBe("finished");
  await page.goto(`/batches/${batch.id}`);
  const objectives = page.getByRole("region", { name: "Service level objectives" });
  await objectives.getByText("breached").waitFor();
  expect(await objectives.innerText()).toMatch(/success >= 0\.9[\s\S]*at most \d+ %/);
  await objectives.getByRole("region", { name: "Goodput" }).waitFor();
  await assertSound(page);

  await page.goto("/scenarios");
  await page.getByRole("img", { name: `Batch ${batch.id}: 6 completed` }).waitFor();
  await page.goto(`/scenarios/${scenario?.id}`);
  await objectives.getByText("breached").waitFor();
  await page.goto("/");
  const first = page
    .getByRole("region", { name: /^What changed/ })
    .getByRole("listitem")
    .first();
  await first.getByText("alert").waitFor(PATIENT);
  expect(await first.innerText()).toMatch(/Login flow\s+End-to-end success 0 % \(0-\d+ %\), SLO 90 %/);
  await page.setViewportSize({ width: 390, height: 844 });
  await assertSound(page);
  expect(faults).toEqual([]);
});

import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
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

test("the API's field errors stand at their fields, and what was typed stays", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url, expectedStatuses: [422] });
  await page.goto("/automations?create=new");
  const dialog = page.getByRole("dialog");

  await dialog.getByLabel("Name", { exact: true }).fill("   ");
  await dialog.getByLabel("Request (the provider's body)").fill('{"url": "{{url}}", "goal": "Read", "colour": "red"}');
  await dialog.getByLabel("Description").fill("kept");
  await dialog.getByRole("button", { name: "Create automation" }).click();

  await dialog.getByText("must not be blank").waitFor();
  expect(await dialog.getByLabel("Name", { exact: true }).getAttribute("aria-invalid")).toBe("true");
  expect(await dialog.getByLabel("Description").inputValue()).toBe("kept");

  await dialog.getByLabel("Name", { exact: true }).fill("Coloured");
  await dialog.getByRole("button", { name: "Create automation" }).click();
  await dialog.getByText("Line 1: colour is not a known field").waitFor();
  expect(faults).toEqual([]);
  await close();
});

test("JSON that does not parse is said with line and column while typing, and cannot be sent", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url });
  await page.goto("/automations?create=new");
  const dialog = page.getByRole("dialog");
  await dialog.locator(".cm-content").nth(1).waitFor();

  await dialog.getByLabel("Request (the provider's body)").fill('{\n  "url": "x",\n  "goal"\n}');

  await dialog.getByText(/^Line 4, column 1: /).waitFor();
  expect(await dialog.getByRole("button", { name: "Create automation" }).isDisabled()).toBe(true);
  expect(faults).toEqual([]);
  await close();
});

test("what others hang on cannot be deleted: the dialog says what hangs on it, and archives instead", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url, expectedStatuses: [409] });
  await page.goto("/automations");
  const row = page
    .getByRole("row")
    .filter({ has: page.getByRole("button", { name: "Edit" }) })
    .first();
  const name = await row.locator("td span").first().innerText();

  await row.getByRole("button", { name: /^More for/ }).click();
  await page.getByRole("menuitem", { name: "Delete or archive" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Delete automation" }).click();
  await dialog.getByText(/cannot be deleted: .* on it\./).waitFor();
  await dialog.getByRole("button", { name: "Archive automation" }).click();
  await dialog.waitFor({ state: "hidden" });

  await page.getByRole("cell", { name, exact: true }).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Archived" }).click();
  await page.getByRole("row").filter({ hasText: name }).waitFor();
  expect(faults).toEqual([]);
  await close();
});

test("markup, right-to-left text and emoji in names are text, and the page holds its width", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url, viewport: { width: 390, height: 800 } });
  const names = [
    "<img src=x onerror=alert(1)><script>alert(2)</script>",
    "مقارنة الأسعار",
    "🐟".repeat(100),
    "W".repeat(250),
  ];
  for (const name of names) {
    const answer = await fetch(`${instance.apiUrl}/api/v1/automations`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name }),
    });
    expect(answer.status).toBe(201);
  }

  await page.goto("/automations");
  for (const name of names) await page.getByText(name, { exact: true }).first().waitFor();

  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  expect(faults).toEqual([]);
  await close();
});

test("a filter as long as the API allows passes through the dashboard, and a longer address is answered 431", async () => {
  const ask = (tag: string) =>
    fetch(`${instance.url}/api/v1/runs/export?format=csv${`&tag=${encodeURIComponent(tag)}`.repeat(100)}`);

  const allowed = await ask("é".repeat(64));
  const tooLong = await ask("é".repeat(128));

  expect([allowed.status, tooLong.status]).toEqual([200, 431]);
  expect(allowed.headers.get("x-total-count")).toBe("0");
});

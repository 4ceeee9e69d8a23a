import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser, openPage } from "./fixtures/open-browser.ts";
import { startInstance, type Instance } from "./fixtures/start-instance.ts";

/** For conditions on a busy machine; the test goes on at once when they hold. */
const PATIENT = { timeout: 15_000 };
let instance: Instance;
let browser: Browser;
beforeAll(async () => {
  [instance, browser] = await Promise.all([startInstance(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await instance.stop();
});

const REQUEST = "Request (the provider's body)";

/** The form, once its editors are there. */
async function openForm(page: Page): Promise<Locator> {
  await page.goto("/automations?create=new");
  const dialog = page.getByRole("dialog");
  await dialog.locator(".cm-content").nth(1).waitFor();
  return dialog;
}

/** What the API answers to a list of automations with this text in their names. */
async function stored(search: string): Promise<{ name: string; request: unknown; default_inputs: unknown }[]> {
  const answer = await fetch(`${instance.apiUrl}/api/v1/automations?search=${encodeURIComponent(search)}`);
  return ((await answer.json()) as { data: { name: string; request: unknown; default_inputs: unknown }[] }).data;
}

test("a template explains itself, is filled in as it stands, and its dry run shows the request without the key", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url });
  const dialog = await openForm(page);

  await dialog.getByText("Types a query into a site's own search and returns what comes up.").waitFor();
  await dialog.getByRole("radio", { name: /^Search a site/ }).check();
  await dialog.getByLabel("Name", { exact: true }).fill("Searched");
  await dialog.getByRole("button", { name: "Show request" }).click();

  const dryRun = dialog.getByRole("region", { name: "Dry run" });
  await dryRun.getByText(/^POST http:\/\/127\.0\.0\.1:\d+\/v1\/automation\/run-sse$/).waitFor();
  await dryRun.getByText("env:TFBENCH_SIMULATOR_KEY, hidden").waitFor();
  await dryRun.getByText("Simulator (simulated)").waitFor();
  await dryRun.getByText(/^Nothing on a simulator; at this price at most \$2\.40/).waitFor();
  expect(await dryRun.innerText()).toContain('Search for \\"retention\\" and return');
  expect(await dryRun.innerText()).not.toContain("simulator-key");
  await dialog.getByRole("button", { name: "Create automation" }).click();
  await dialog.waitFor({ state: "hidden" });

  expect(await stored("Searched")).toMatchObject([{ default_inputs: { query: "retention" } }]);
  expect(faults).toEqual([]);
  await close();
});

test("a name without a value is told in the dry run, which is told to be old once the form changes", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url });
  const dialog = await openForm(page);

  await dialog.getByRole("button", { name: "Show request" }).click();
  await dialog.getByText("No value yet for url, goal: give one in the inputs.").waitFor();
  await dialog.getByLabel("Default inputs").fill('{"url": "https://a.example", "goal": "Read"}');
  await dialog.getByText("The form has changed since: show the request again.").waitFor();
  await dialog.getByRole("button", { name: "Show request again" }).click();

  await dialog.getByText("No value yet").waitFor({ state: "detached" });
  expect(faults).toEqual([]);
  await close();
});

describe("the editor, by keyboard alone", () => {
  test("completes names and values from the contract, and Escape closes the list before the form", async () => {
    const { page, faults, close } = await openPage(browser, { url: instance.url });
    const dialog = await openForm(page);
    const request = dialog.getByLabel(REQUEST);
    const choices = page.getByRole("listbox", { name: "Completions" });
    await request.focus();
    await page.keyboard.press("Control+a");
    await page.keyboard.type('{ "url": "https://a.example", "goal": "g", "brow');
    await choices.getByRole("option", { name: /^browser_profile/ }).waitFor();
    // CodeMirror takes no choice in the first moment after its list opens, so that nobody accepts one unseen.
    await expect
      .poll(async () => {
        await page.keyboard.press("Enter");
        return request.innerText();
      }, PATIENT)
      .toContain('"browser_profile": ""');

    await page.keyboard.type("ste");
    await choices.getByRole("option", { name: "stealth" }).waitFor();
    await page.keyboard.press("Escape");
    await choices.waitFor({ state: "detached" });

    expect(await dialog.isVisible()).toBe(true);
    expect(await page.getByRole("alertdialog").count()).toBe(0);
    expect(faults).toEqual([]);
    await close();
  });

  test("Tab goes on to the next field and Shift+Tab back: nobody is caught in it", async () => {
    const { page, faults, close } = await openPage(browser, { url: instance.url });
    const dialog = await openForm(page);
    const labelOfFocused = () =>
      page.evaluate(() => {
        const id = document.activeElement?.getAttribute("aria-labelledby") ?? "";
        return document.getElementById(id)?.textContent ?? document.activeElement?.tagName;
      });
    await dialog.getByLabel(REQUEST).focus();

    await page.keyboard.press("Tab");
    expect(await labelOfFocused()).toBe("Default inputs");
    await page.keyboard.press("Shift+Tab");
    expect(await labelOfFocused()).toBe(REQUEST);

    const described = await dialog.getByLabel(REQUEST).getAttribute("aria-describedby");
    expect(await page.locator(`[id="${described}"]`).innerText()).toContain("Tab moves to the next field.");
    expect(faults).toEqual([]);
    await close();
  });

  test("a whole automation is written and sent", async () => {
    const { page, faults, close } = await openPage(browser, { url: instance.url });
    await page.goto("/automations");
    await page.getByRole("button", { name: "Create automation" }).focus();
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.locator(".cm-content").nth(1).waitFor();

    await page.keyboard.type("By keyboard");
    await dialog.getByRole("radio").first().focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowDown");
    expect(await dialog.getByRole("radio", { name: /^Search a site/ }).isChecked()).toBe(true);
    await dialog.getByRole("button", { name: "Create automation" }).focus();
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "hidden" });

    expect(await stored("By keyboard")).toHaveLength(1);
    await page.goBack();
    expect(new URL(page.url()).search).toBe("");
    expect(await dialog.isVisible()).toBe(false);
    expect(faults).toEqual([]);
    await close();
  });
});

test("problems stand with their lines while typing, and marks under what they are about", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url });
  const dialog = await openForm(page);

  await dialog.getByLabel(REQUEST).fill('{\n"url": "nowhere",\n"goal": "g",\n"agent_config": {"max_steps": 0}\n}');

  await dialog.getByText("Line 2: url must be an address with its scheme, http or https").waitFor();
  await dialog.getByText(/^Line 4: agent_config\.max_steps /).waitFor();
  await dialog.locator(".cm-lintRange-error").nth(1).waitFor();
  expect(await dialog.getByLabel(REQUEST).getAttribute("aria-invalid")).toBe("true");
  expect(faults).toEqual([]);
  await close();
});

test("what was typed is not lost by Escape, a click beside the form or its cross, only on purpose", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url });
  const dialog = await openForm(page);
  const question = page.getByRole("alertdialog", { name: "Unsaved changes" });
  const name = dialog.getByLabel("Name", { exact: true });
  await name.fill("Half written");

  for (const leave of [
    () => page.keyboard.press("Escape"),
    () => page.mouse.click(5, 400),
    () => dialog.getByRole("button", { name: "Close" }).click(),
    () => dialog.getByRole("button", { name: "Cancel" }).click(),
  ]) {
    await leave();
    await question.getByRole("button", { name: "Keep editing" }).click();
    expect(await name.inputValue()).toBe("Half written");
  }
  await page.keyboard.press("Escape");
  await question.getByRole("button", { name: "Discard changes" }).click();
  await dialog.waitFor({ state: "hidden" });

  expect(await stored("Half written")).toEqual([]);
  expect(faults).toEqual([]);
  await close();
});

describe("leaving the page with something typed", () => {
  test("Back and links ask first, by keyboard, and do what was asked once it is given up", async () => {
    const { page, faults, close } = await openPage(browser, { url: instance.url });
    const dialog = page.getByRole("dialog");
    const question = page.getByRole("alertdialog", { name: "Unsaved changes" });
    const name = dialog.getByLabel("Name", { exact: true });
    const goBack = () => page.evaluate(() => history.back());
    await page.goto("/automations");
    await page.getByRole("button", { name: "Create automation" }).click();
    await name.fill("Half written");

    for (let time = 0; time < 2; time += 1) {
      await goBack();
      await question.getByRole("button", { name: "Keep editing" }).waitFor();
      expect(page.url()).toContain("create=new");
      await page.keyboard.press("Enter");
      await question.waitFor({ state: "detached" });
      await page.keyboard.type(" on");
    }
    expect(await name.inputValue()).toBe("Half written on on");
    await goBack();
    await question.waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await dialog.waitFor({ state: "hidden" });
    expect(new URL(page.url()).search).toBe("");

    await page.getByRole("button", { name: "Create automation" }).click();
    await name.fill("Half written");
    await page.getByRole("link", { name: "Runs", exact: true, includeHidden: true }).dispatchEvent("click");
    await question.getByRole("button", { name: "Discard changes" }).click();
    await page.getByRole("heading", { name: "Runs", level: 1 }).waitFor();

    expect(faults).toEqual([]);
    await close();
  });

  test("a reload is asked about by the browser, and nobody who typed nothing is asked at all", async () => {
    const { page, close } = await openPage(browser, { url: instance.url });
    const asked: string[] = [];
    page.on("dialog", (dialog) => {
      asked.push(dialog.type());
      void dialog.dismiss();
    });
    await page.goto("/automations");
    await page.getByRole("button", { name: "Create automation" }).click();
    const dialog = page.getByRole("dialog");
    const name = dialog.getByLabel("Name", { exact: true });

    await name.fill("Half written");
    await page.evaluate(() => setTimeout(() => location.reload()));
    await expect.poll(() => asked, PATIENT).toEqual(["beforeunload"]);
    await name.fill("");
    await page.evaluate(() => history.back());
    await dialog.waitFor({ state: "hidden" });
    await page.goto("/automations?create=new");
    await dialog.waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });

    expect(asked).toHaveLength(1);
    await close();
  });
});

test("what is typed before the editor is there, while it comes and after is all there, at the cursor", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url });
  let release = () => undefined as void;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.goto("/automations");
  await page.route("**/_next/static/chunks/**", async (route) => {
    await held;
    await route.continue();
  });
  await page.getByRole("button", { name: "Create automation" }).click();
  const request = page.getByRole("dialog").getByLabel(REQUEST);
  await request.fill('{"url": "https://a.example", "goal": "."}');
  for (const key of ["End", "ArrowLeft", "ArrowLeft", "ArrowLeft"]) await page.keyboard.press(key);

  await page.keyboard.type("Before. ");
  expect(await page.locator(".cm-content").count()).toBe(0);
  release();
  while ((await page.locator(".cm-content").count()) === 0) await page.keyboard.type("w");
  await page.keyboard.type(" After");

  expect(await request.innerText()).toMatch(/^\{"url": "https:\/\/a\.example", "goal": "Before\. w* After\."\}$/);
  expect(faults).toEqual([]);
  await close();
});

test("every text at its limit is told by the API's own sentence at its field", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url, expectedStatuses: [422] });
  const dialog = await openForm(page);

  await dialog.getByLabel("Name", { exact: true }).fill("n".repeat(10_000));
  await dialog.getByLabel("Description").fill("d".repeat(10_001));
  await dialog.getByLabel("TinyFish automation id").fill("t".repeat(256));
  await dialog.getByRole("button", { name: "Create automation" }).click();

  for (const label of ["Name", "Description", "TinyFish automation id"]) {
    const field = dialog.getByLabel(label, { exact: true });
    await expect.poll(() => field.getAttribute("aria-invalid"), PATIENT).toBe("true");
    const note = await field.getAttribute("aria-describedby");
    expect(await page.locator(`[id="${note}"]`).innerText()).toMatch(/must have at most [\d,]+ characters/);
  }
  await dialog.getByText("Not accepted: 3 problems, each told at its field.").waitFor();
  await page.keyboard.type("the first of them has the focus");
  await expect
    .poll(() => dialog.getByLabel("Name", { exact: true }).getAttribute("aria-invalid"), PATIENT)
    .toBe("false");
  await dialog.getByText("Not accepted: 2 problems, each told at its field.").waitFor();
  expect(faults).toEqual([]);
  await close();
});

test("markup, right-to-left text and emoji go through form, list and copy as they are", async () => {
  const { page, faults, close } = await openPage(browser, { url: instance.url, viewport: { width: 390, height: 820 } });
  const name = "<b>قائمة</b> 🐟 <script>alert(1)</script>";
  const dialog = await openForm(page);
  await dialog.getByLabel("Name", { exact: true }).fill(name);
  await dialog.getByLabel("Default inputs").fill('{"url": "https://a.example", "goal": "<i>اقرأ</i> 🐟"}');
  await dialog.getByRole("button", { name: "Create automation" }).click();
  await dialog.waitFor({ state: "hidden" });

  await page.getByRole("button", { name: `More for ${name}`, exact: true }).click();
  await page.getByRole("menuitem", { name: "Duplicate" }).click();
  await dialog.getByRole("button", { name: "Create automation" }).click();
  await dialog.waitFor({ state: "hidden" });

  const rows = await stored("<script>alert(1)");
  expect(rows.map((row) => row.name)).toEqual([`${name} copy`, name]);
  expect(rows[0]?.default_inputs).toEqual({ url: "https://a.example", goal: "<i>اقرأ</i> 🐟" });
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  expect(faults).toEqual([]);
  await close();
});

import type { RunEvent } from "@tfbench/contracts";
import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeRun, makeRunSummary } from "#fixtures/make-run.ts";
import { openBrowser, openPage } from "./fixtures/open-browser.ts";
import { startDashboard, type Dashboard } from "./fixtures/start-dashboard.ts";
import { startScriptedApi, type ScriptedApi } from "./fixtures/start-scripted-api.ts";

const MEGABYTE = 1_000_000;
const progress = (seq: number, atMs: number, purpose: string): RunEvent => {
  const data = JSON.stringify({ type: "PROGRESS", purpose });
  return { seq, offset_ms: atMs, kind: "PROGRESS", bytes: data.length, data };
};
const kind = (seq: number, atMs: number, name: string): RunEvent => ({
  seq,
  offset_ms: atMs,
  kind: name,
  bytes: 15,
  data: JSON.stringify({ type: name }),
});
const EVENTS = [
  kind(0, 14, "STARTED"),
  progress(1, 310, "Open the page"),
  kind(2, 500, "HEARTBEAT"),
  progress(3, 900, "Read prices"),
  progress(4, 1_000, `Note them ${"z".repeat(MEGABYTE)}`),
  kind(5, 1_230, "COMPLETE"),
];
/** Five megabytes of result, the last thing of it worth finding. */
const LARGE = {
  items: Array.from({ length: 40_000 }, (_, id) => ({ id, name: `Item ${id}`, text: "w".repeat(80) })),
  found_at_the_end: "needle",
};
const RUNS: Record<string, unknown> = {
  "/api/v1/runs/42": makeRun(),
  "/api/v1/runs/43": makeRun({ id: 43, response_json: LARGE }),
  "/api/v1/runs/44": makeRun({ id: 44, goal: "failed" }),
};

let api: ScriptedApi;
let dashboard: Dashboard;
let browser: Browser;
beforeAll(async () => {
  api = await startScriptedApi((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://api");
    if (pathname.endsWith("/stream")) {
      const id = Number(/runs\/(\d+)/.exec(pathname)?.[1]);
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.end(
        EVENTS.map((event) => `id: ${event.seq}\nevent: run_event\ndata: ${JSON.stringify(event)}\n\n`).join("") +
          `event: run\ndata: ${JSON.stringify(makeRunSummary({ id }))}\n\n`,
      );
      return;
    }
    const body = pathname === "/health" ? { status: "healthy", mock_mode: true } : RUNS[pathname];
    response.writeHead(body === undefined ? 404 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(body ?? {}));
  });
  [browser, dashboard] = await Promise.all([openBrowser(), startDashboard({ apiUrl: api.url })]);
});
afterAll(async () => {
  await browser.close();
  await dashboard.stop();
  await api.stop();
});

const open = (path: string) =>
  openPage(browser, { url: dashboard.url, expectedStatuses: [404] }).then(async (opened) => {
    await opened.page.goto(path);
    await opened.page.getByText("complete", { exact: true }).waitFor();
    return opened;
  });
const timeline = (page: Page) => page.getByRole("slider", { name: /^Timeline: / });
const events = (page: Page) => page.getByRole("listbox", { name: "Events of the run" });

test("the timeline is told in words, walked by keyboard, zoomed, and opens the raw event", async () => {
  const { page, faults, close } = await open("/runs/42");

  const told = await timeline(page).getAttribute("aria-label");
  await timeline(page).focus();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  const walkedTo = await timeline(page).getAttribute("aria-valuetext");
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: "Event 3" }).getByText('"Read prices"').waitFor();
  await page.keyboard.press("+");
  await page.getByText(/ ms of 1\.23 s$/).waitFor();
  // The address follows the picture a moment later.
  await page.waitForURL(({ searchParams }) => searchParams.has("from") && searchParams.has("event"));
  await page.reload();
  await page.getByRole("region", { name: "Event 3" }).waitFor();
  await page.getByText(/ ms of 1\.23 s$/).waitFor();
  await page.getByRole("button", { name: "Show all of it" }).click();
  await page.getByText(/ ms of 1\.23 s$/).waitFor({ state: "detached" });

  expect(told).toContain("browser 296 ms, 3 steps, 6 events, longest gap 590 ms");
  expect(walkedTo).toBe("Event 4 of 6, PROGRESS at 900.0 ms, +400.0 ms: Read prices");
  expect(faults).toEqual([]);
  await close();
});

test("dragging over the timeline shows that part alone, and a double click shows all again", async () => {
  const { page, faults, close } = await open("/runs/42");
  const canvas = page.locator("canvas").first();
  // Hovering waits until the picture has stopped moving: figures above it that come late push it down.
  await canvas.hover({ position: { x: 5, y: 10 } });
  const box = await canvas.boundingBox();
  if (box === null) throw new Error("The timeline is not drawn.");

  await page.mouse.move(box.x + box.width * 0.25, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.75, box.y + 10);
  await page.mouse.up();
  await page.getByText(/ ms of 1\.23 s$/).waitFor();
  // The address follows the picture, a moment later.
  await page.waitForURL(/[?&]to=/);
  const zoomed = new URL(page.url()).searchParams;
  await canvas.dblclick({ position: { x: 5, y: 5 } });
  await page.getByText(/ ms of 1\.23 s$/).waitFor({ state: "detached" });

  expect(Number(zoomed.get("to")) - Number(zoomed.get("from"))).toBeCloseTo(616, -1);
  expect(faults).toEqual([]);
  await close();
});

test("events are filtered by kind and by text, walked and opened by keyboard", async () => {
  const { page, faults, close } = await open("/runs/42");

  await page.getByLabel("Search in events").fill("PRICES");
  await page.getByText("1 of 6 events").waitFor();
  await page.getByLabel("Search in events").fill("");
  await events(page).focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  const opened = page.getByRole("region", { name: "Event 1", exact: true });
  await opened.getByText('"Open the page"').waitFor();
  await opened.getByText("296.000 ms after the event before").waitFor();
  const wallTime = await opened.locator("time").getAttribute("title");
  await page.keyboard.press("Escape");
  await opened.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Kind" }).click();
  await page.getByLabel("COMPLETE 1").check();
  await page.getByText("1 of 6 events").waitFor();

  expect(wallTime).toBe("2026-11-20 10:00:00.710 UTC");
  expect(faults).toEqual([]);
  await close();
});

test("an event of a megabyte is one line in the list, and its raw form is cut until it is asked for whole", async () => {
  const { page, faults, close } = await open("/runs/42");

  await events(page)
    .getByText(/^Note them z+$/)
    .click();
  const raw = page.getByRole("region", { name: "Event 4" });
  await raw.getByText(/^The first 97\.7 KiB of 976\.\d KiB/).waitFor();
  await raw.getByRole("button", { name: "Show all of it" }).click();
  await raw.getByText(/^The first/).waitFor({ state: "detached" });
  expect((await raw.locator("pre").innerText()).length).toBeGreaterThan(MEGABYTE);

  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  expect(faults).toEqual([]);
  await close();
});

test("a result of five megabytes stays usable: drawn as far as it is seen, searched to its end, saved whole", async () => {
  const { page, faults, close } = await open("/runs/43");
  const tree = page.getByRole("tree", { name: "the result" });

  await tree.getByText("[ 40,000 ]").click();
  await tree.getByText("{ 3 }").first().waitFor();
  const drawn = await tree.getByRole("treeitem").count();
  await page.getByLabel("Search in the result").fill("needle");
  await tree.getByText('"needle"').waitFor();
  await page.getByText("1 of 1", { exact: true }).waitFor();
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save" }).click();
  const saved = await (await saving).path();

  expect(drawn).toBeLessThan(100);
  expect(JSON.parse(await readFile(saved, "utf8"))).toEqual(LARGE);
  expect(faults).toEqual([]);
  await close();
});

test("a run is exported with its events, and its events alone", async () => {
  const { page, faults, close } = await open("/runs/42");
  const exported = async (item: string) => {
    await page.getByRole("button", { name: "Export this run" }).click();
    const saving = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: item }).click();
    const download = await saving;
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
  };

  const whole = await exported("Export run and events (JSON)");
  const lines = await exported("Export events (JSONL)");

  expect([whole.name, lines.name]).toEqual(["run-42.json", "run-42-events.jsonl"]);
  expect(JSON.parse(whole.text)).toEqual({ run: { ...makeRun(), ...makeRunSummary({ id: 42 }) }, events: EVENTS });
  expect(
    lines.text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line)),
  ).toEqual(EVENTS);
  expect(faults).toEqual([]);
  await close();
});

test("j and k go through the runs of the table someone came from, and back to it", async () => {
  const { page, faults, close } = await open("/runs/42");
  await page.evaluate(() =>
    sessionStorage.setItem("run-order", JSON.stringify({ ids: [44, 42, 43], href: "/runs?status=completed" })),
  );
  await page.reload();

  await page.getByRole("link", { name: "2 of 3 in the list" }).waitFor();
  await page.keyboard.press("j");
  await page.getByRole("heading", { level: 1, name: "Run 43" }).waitFor();
  await page.keyboard.press("k");
  await page.getByRole("heading", { level: 1, name: "Run 42" }).waitFor();
  await page.getByRole("link", { name: "Run before in the list" }).click();
  await page.getByRole("heading", { level: 1, name: "Run 44" }).waitFor();
  const back = await page.getByRole("link", { name: "1 of 3 in the list" }).getAttribute("href");

  expect(back).toBe("/runs?status=completed");
  expect(faults).toEqual([]);
  await close();
});

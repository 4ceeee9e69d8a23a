import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import type { Client } from "../packages/client/src/index.ts";
import { monotonicNowMs, type TruthRecord } from "../packages/simulator/src/index.ts";
import { quantile } from "../packages/stats/src/index.ts";
import { findProgram } from "../scripts/test/find-program.ts";
import { inheritedEnvironment } from "./config.ts";
import { startInstance, type Instance } from "./instance.ts";
import type { Row, Subject } from "./row.ts";
import { waitUntilIdle } from "./wait-until-idle.ts";
import { withHome } from "./with-instance.ts";

/** With a heartbeat every millisecond, as far as the machine keeps up: more than 20,000 events. */
const SCROLLED_RUN_MS = 40_000;
const SCROLL_MS = 5_000;
const LIVE_EVENTS = 100;

/** The run page in Chromium: how it scrolls with 20,000 events, and how late a live event is in its DOM. */
export async function measureRunPage(subject: Subject): Promise<Row[]> {
  const executablePath = findProgram(
    ["chromium", "chromium-browser", "google-chrome"],
    inheritedEnvironment.PATH ?? "",
  );
  const measure = `run page, ${subject.database}`;
  if (executablePath === null)
    return [{ measure, value: null, unit: "ms", n: "0", note: "no chromium on this machine" }];
  return withHome(subject, async (home) => {
    const truthLog = join(home.dataDir, "truth.jsonl");
    const instance = await startInstance({ ...home, isZeroDelay: false, truthLog });
    const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
    let isStopped = false;
    const stop = async () => {
      if (!isStopped) await instance.stop();
      isStopped = true;
    };
    try {
      const frames = await measureScrolling(browser, instance);
      const live = await watchLiveRun(browser, instance);
      // The simulator writes the last of its log when it stops.
      await stop();
      const lateMs = latenessOf(live, await readFile(truthLog, "utf8")).sort((a, b) => a - b);
      const n = `${lateMs.length} events`;
      return [
        {
          measure: `${measure}, scrolling ${frames.events} events`,
          value: frames.perSecond,
          unit: "frames/s",
          n: "5 s",
          aim: { at_least: 50 },
        },
        { measure: `${measure}, write to DOM, p50`, value: quantile(lateMs, 0.5), unit: "ms", n },
        {
          measure: `${measure}, write to DOM, p95`,
          value: quantile(lateMs, 0.95),
          unit: "ms",
          n,
          aim: { at_most: 150 },
        },
      ];
    } finally {
      await browser.close();
      await stop();
    }
  });
}

async function startRun(client: Client, script: object): Promise<number> {
  const automation = await client.createAutomation({
    name: "Run page",
    request: { url: "https://example.test", goal: `Read [[simulate ${JSON.stringify(script)}]]` },
  });
  const scenario = await client.createScenario({ name: "Run page", automation_id: automation.id });
  const { id } = await client.triggerRun({ scenario_id: scenario.id });
  return id;
}

async function openPage(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1_280, height: 860 } });
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

/** Runs in the page: scrolls the list on with every frame, turning at its ends, and counts the frames. */
const COUNT_FRAMES = `new Promise((counted) => {
  const list = document.querySelector("[role=listbox]");
  const startedMs = performance.now();
  let frames = 0;
  let step = 400;
  const next = () => {
    if (list.scrollTop + list.clientHeight >= list.scrollHeight - 1) step = -400;
    if (list.scrollTop === 0) step = 400;
    list.scrollTop += step;
    frames += 1;
    const ms = performance.now() - startedMs;
    if (ms >= ${SCROLL_MS}) counted(frames / (ms / 1000));
    else requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
})`;

async function measureScrolling(browser: Browser, { client, webUrl }: Instance) {
  const id = await startRun(client, { duration_ms: SCROLLED_RUN_MS, heartbeat_ms: 1, steps: 200 });
  await waitUntilIdle(client);
  const { event_count: events } = await client.getRun({ id });
  const page = await openPage(browser, `${webUrl}/runs/${id}?heartbeats=true`);
  await page.getByText("complete", { exact: true }).waitFor();
  await page.getByText(`${(events ?? 0).toLocaleString("en-US")} events`).waitFor();
  const perSecond = await page.evaluate<number>(COUNT_FRAMES);
  await page.context().close();
  return { events: (events ?? 0).toLocaleString("en-US"), perSecond };
}

type LiveRun = { providerRunId: string; seenAtMs: Map<number, number> };

/** Runs in the page: notes by the wall clock when each numbered event comes into the DOM. */
const WATCH_EVENTS = `(() => {
  window.seen = {};
  const look = () => {
    for (const [, number] of document.body.innerText.matchAll(/Mark (\\d+)$/gm))
      window.seen[number] ??= performance.timeOrigin + performance.now();
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true, characterData: true });
})()`;

async function watchLiveRun(browser: Browser, { client, webUrl }: Instance): Promise<LiveRun> {
  // Gaps of changing length, so that events meet every phase of the timers on their way.
  const gaps = Array.from({ length: LIVE_EVENTS }, (_, index) => 60 + ((index * 37) % 101));
  const id = await startRun(client, {
    event_delays_ms: [500, 3_000, ...gaps, 500],
    purposes: gaps.map((_, index) => `Mark ${index}`),
    heartbeat_ms: 0,
  });
  const page = await openPage(browser, `${webUrl}/runs/${id}`);
  await page.getByText("live", { exact: true }).waitFor();
  await page.evaluate(WATCH_EVENTS);
  await page.getByText("complete", { exact: true }).waitFor({ timeout: 60_000 });
  const seen = await page.evaluate<Record<string, number>>("window.seen");
  const { tinyfish_run_id: providerRunId } = await client.getRun({ id });
  await page.context().close();
  return {
    providerRunId: String(providerRunId),
    seenAtMs: new Map(Object.entries(seen).map(([number, atMs]) => [Number(number), atMs])),
  };
}

/** From the simulator's write of an event to its being in the page, both told by this machine's clocks. */
function latenessOf({ providerRunId, seenAtMs }: LiveRun, truth: string): number[] {
  const wallMinusMonotonicMs = performance.timeOrigin + performance.now() - monotonicNowMs();
  const writes = truth
    .split("\n")
    .filter((line) => line !== "")
    .map((line): TruthRecord => JSON.parse(line))
    .filter((record) => record.record === "write" && record.run_id === providerRunId && record.kind === "PROGRESS")
    .map((record) => (record.record === "write" ? record.before_ms : 0));
  return writes.flatMap((writtenMs, index) => {
    const seenMs = seenAtMs.get(index);
    return seenMs === undefined ? [] : [seenMs - (writtenMs + wallMinusMonotonicMs)];
  });
}

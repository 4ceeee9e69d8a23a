import { chromium, type Browser } from "playwright-core";
import { findProgram } from "../scripts/test/find-program.ts";
import { quantile } from "../packages/stats/src/index.ts";
import { inheritedEnvironment } from "./config.ts";
import { createBenchScenario } from "./create-bench-scenario.ts";
import type { Row, Subject } from "./row.ts";
import { waitUntilIdle } from "./wait-until-idle.ts";
import { withInstance } from "./with-instance.ts";

const LOADS = 5;
const QUIET_MS = 1_000;

/** Runs in the page, whose types Node.js does not have. */
const LARGEST_CONTENTFUL_PAINT = `new Promise((painted) => {
  new PerformanceObserver((list) => painted(list.getEntries().at(-1).startTime))
    .observe({ type: "largest-contentful-paint", buffered: true });
})`;

type Load = { transferredBytes: number; scriptBytes: number; requests: number; largestContentfulPaintMs: number };

/** The overview in a Chromium with an empty cache: what is transferred, and when its largest content is painted. */
export async function measureFirstLoad(subject: Subject): Promise<Row[]> {
  const executablePath = findProgram(
    ["chromium", "chromium-browser", "google-chrome"],
    inheritedEnvironment.PATH ?? "",
  );
  const measure = `overview, first load, ${subject.database}`;
  if (executablePath === null)
    return [{ measure, value: null, unit: "ms", n: "0", note: "no chromium on this machine" }];
  return withInstance(subject, async ({ client, webUrl }) => {
    await client.triggerRun({ scenario_id: await createBenchScenario(client, 16), count: 200 });
    await waitUntilIdle(client);
    const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
    try {
      const loads: Load[] = [];
      for (let index = 0; index < LOADS; index += 1) loads.push(await loadOnce(browser, webUrl));
      const median = (pick: (load: Load) => number) =>
        quantile(
          loads.map(pick).sort((a, b) => a - b),
          0.5,
        );
      const n = `${LOADS} loads, median`;
      return [
        {
          measure: `${measure}, LCP`,
          value: median((load) => load.largestContentfulPaintMs),
          unit: "ms",
          n,
          aim: { at_most: 1_000 },
        },
        {
          measure: `${measure}, script compressed`,
          value: (median((load) => load.scriptBytes) ?? 0) / 1_000,
          unit: "kB",
          n,
          aim: { at_most: 300 },
        },
        {
          measure: `${measure}, transferred`,
          value: (median((load) => load.transferredBytes) ?? 0) / 1024,
          unit: "KiB",
          n,
        },
        { measure: `${measure}, requests`, value: median((load) => load.requests), unit: "", n },
      ];
    } finally {
      await browser.close();
    }
  });
}

/** Live streams keep the network busy for ever, so the end of a load is a second without a finished request. */
async function loadOnce(browser: Browser, url: string): Promise<Load> {
  const context = await browser.newContext({ viewport: { width: 1_280, height: 800 } });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  let transferredBytes = 0;
  let scriptBytes = 0;
  let requests = 0;
  const scripts = new Set<string>();
  let lastFinishedMs = performance.now();
  devtools.on("Network.responseReceived", ({ requestId, type }) => {
    if (type === "Script") scripts.add(requestId);
  });
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    transferredBytes += encodedDataLength;
    if (scripts.has(requestId)) scriptBytes += encodedDataLength;
    requests += 1;
    lastFinishedMs = performance.now();
  });
  await page.goto(url, { waitUntil: "load" });
  while (performance.now() - lastFinishedMs < QUIET_MS) await page.waitForTimeout(100);
  const largestContentfulPaintMs = await page.evaluate<number>(LARGEST_CONTENTFUL_PAINT);
  await context.close();
  return { transferredBytes, scriptBytes, requests, largestContentfulPaintMs };
}

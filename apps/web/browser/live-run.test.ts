import type { RunEvent } from "@tfbench/contracts";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { makeRun, makeRunSummary } from "#fixtures/make-run.ts";
import { openBrowser, openPage } from "./fixtures/open-browser.ts";
import { startDashboard, type Dashboard } from "./fixtures/start-dashboard.ts";
import { startScriptedApi } from "./fixtures/start-scripted-api.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

type Stream = { lastEventId: string | undefined; response: ServerResponse };

const going = {
  status: "running",
  goal: "not_evaluated",
  total_duration_ms: null,
  stamps: null,
  response_json: null,
} as const;

/** A dashboard before an API with one run, whose streams the test answers itself. */
async function startWithRun(
  isOver: () => boolean,
): Promise<{ dashboard: Dashboard; nextStream: () => Promise<Stream> }> {
  const opened: Stream[] = [];
  const waiting: ((stream: Stream) => void)[] = [];
  const answerStream = (request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    const stream = { lastEventId: request.headers["last-event-id"]?.toString(), response };
    const taker = waiting.shift();
    if (taker === undefined) opened.push(stream);
    else taker(stream);
  };
  const api = await startScriptedApi((request, response) => {
    if (request.url?.endsWith("/stream")) return answerStream(request, response);
    const known: Record<string, unknown> = {
      "/health": { status: "healthy", mock_mode: true },
      "/api/v1/runs/5": makeRun({ id: 5, ...(isOver() ? {} : going) }),
    };
    const body = known[request.url ?? ""];
    response.writeHead(body === undefined ? 404 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(body ?? {}));
  });
  const dashboard = await startDashboard({ apiUrl: api.url });
  onTestFinished(async () => {
    await dashboard.stop();
    await api.stop();
  });
  const nextStream = async () => {
    const stream = opened.shift();
    return stream ?? new Promise<Stream>((taker) => waiting.push(taker));
  };
  return { dashboard, nextStream };
}

const progress = (seq: number): RunEvent => {
  const data = JSON.stringify({ type: "PROGRESS", purpose: `Step ${seq}` });
  return { seq, offset_ms: 100 * seq, kind: "PROGRESS", bytes: data.length, data };
};
const message = (event: RunEvent) => `id: ${event.seq}\nevent: run_event\ndata: ${JSON.stringify(event)}\n\n`;

test("a broken stream goes on after the last event it brought, and nothing is shown twice", async () => {
  let isOver = false;
  const { dashboard, nextStream } = await startWithRun(() => isOver);
  const { page, close } = await openPage(browser, { url: dashboard.url, expectedStatuses: [404] });
  await page.goto("/runs/5");
  const events = page.getByRole("listbox", { name: "Events of the run" });

  const first = await nextStream();
  first.response.write(message(progress(0)) + message(progress(1)));
  await events.getByText("Step 1", { exact: true }).waitFor();
  first.response.destroy();
  await page.getByText("connection lost, reconnecting").waitFor();
  const second = await nextStream();
  second.response.write(message(progress(1)) + message(progress(2)));
  await events.getByText("Step 2", { exact: true }).waitFor();

  expect(second.lastEventId).toBe("1");
  expect(await events.getByRole("option").count()).toBe(3);

  isOver = true;
  second.response.end(`event: run\ndata: ${JSON.stringify(makeRunSummary({ id: 5 }))}\n\n`);
  await page.getByText("Completed after 1,230 ms; the goal was met.").waitFor();
  await page.getByText("complete", { exact: true }).waitFor();
  await close();
});

test("the list follows new events until the reader scrolls up, and follows again when asked", async () => {
  const { dashboard, nextStream } = await startWithRun(() => false);
  const { page, faults, close } = await openPage(browser, { url: dashboard.url, expectedStatuses: [404] });
  await page.goto("/runs/5");
  const events = page.getByRole("listbox", { name: "Events of the run" });
  const { response } = await nextStream();

  response.write(Array.from({ length: 100 }, (_, seq) => message(progress(seq))).join(""));
  await events.getByText("Step 99", { exact: true }).waitFor();
  await events.evaluate((list) => list.scrollTo({ top: 0 }));
  await page.getByRole("button", { name: "Follow", exact: true }).waitFor();
  response.write(message(progress(100)) + message(progress(101)));
  await page.getByText("102 events").waitFor();
  expect(await events.getByText("Step 101", { exact: true }).count()).toBe(0);
  await page.getByRole("button", { name: "Follow, 2 new events" }).click();
  await events.getByText("Step 101", { exact: true }).waitFor();

  expect(faults).toEqual([]);
  await close();
});

test("twenty thousand events of a run are there, and only those in sight are drawn", async () => {
  const { dashboard, nextStream } = await startWithRun(() => true);
  const { page, faults, close } = await openPage(browser, { url: dashboard.url, expectedStatuses: [404] });
  await page.goto("/runs/5");
  const events = page.getByRole("listbox", { name: "Events of the run" });

  const { response } = await nextStream();
  response.write(Array.from({ length: 20_000 }, (_, seq) => message(progress(seq))).join(""));
  response.end(`event: run\ndata: ${JSON.stringify(makeRunSummary({ id: 5 }))}\n\n`);
  await page.getByText("20,000 events").waitFor();
  await events.evaluate((list) => list.scrollTo({ top: list.scrollHeight }));
  await events.getByText("Step 19999", { exact: true }).waitFor();

  expect(await events.getByRole("option").count()).toBeLessThan(100);
  expect(faults).toEqual([]);
  await close();
});

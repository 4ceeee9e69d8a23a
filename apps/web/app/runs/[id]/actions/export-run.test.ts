import { expect, test } from "vitest";
import { makeRun } from "#fixtures/make-run.ts";
import { eventsAsJsonl, runAsJson } from "./export-run.ts";

const events = [0, 1].map((seq) => ({
  seq,
  offset_ms: seq + 0.5,
  kind: "PROGRESS",
  bytes: 12,
  data: '{"purpose":"a\\nb"}',
}));

test("events are saved one a line, as they came", async () => {
  const lines = (await eventsAsJsonl(events).text()).split("\n");

  expect(lines.map((line) => (line === "" ? null : JSON.parse(line)))).toEqual([...events, null]);
});

test("a run is saved with its events, and with the request as it may be shown", async () => {
  const run = makeRun({ request: { proxy_config: { password: "s3cret" } } });
  const text = await runAsJson(run, events, { proxy_config: { password: "hidden" } }).text();

  expect(text).not.toContain("s3cret");
  expect(JSON.parse(text)).toMatchObject({ run: { id: run.id, status: "completed" }, events });
});

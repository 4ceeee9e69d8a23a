import type { EngineRecord } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { createFakeClock } from "./fake-clock.ts";
import { createOutbox } from "./outbox.ts";

const events = (run_id: number, seq: number): EngineRecord => ({
  kind: "events",
  run_id,
  events: [{ seq, offset_ms: seq, kind: "PROGRESS", bytes: 2, data: "{}" }],
});

const start = () => {
  const clock = createFakeClock();
  const delivered: EngineRecord[][] = [];
  return { clock, delivered, outbox: createOutbox(clock, (records) => delivered.push(records)) };
};

test("records wait a moment for others, neighbours of one run becoming one", () => {
  const { clock, delivered, outbox } = start();

  for (const record of [events(1, 0), events(1, 1), events(2, 0), events(1, 2)]) outbox.write(record);
  clock.advance(24);
  expect(delivered).toEqual([]);
  clock.advance(1);

  expect(
    delivered.map((batch) =>
      batch.map((record) => [record.run_id, record.kind === "events" && record.events.map(({ seq }) => seq)]),
    ),
  ).toEqual([
    [
      [1, [0, 1]],
      [2, [0]],
      [1, [2]],
    ],
  ]);
  expect(clock.waiting).toBe(0);
});

test("many records are not kept waiting", () => {
  const { delivered, outbox } = start();

  for (let index = 0; index < 256; index += 1) outbox.write(events(index, 0));

  expect(delivered.map((batch) => batch.length)).toEqual([256]);
});

test("what is flushed is delivered once", () => {
  const { clock, delivered, outbox } = start();

  outbox.write(events(1, 0));
  outbox.flush();
  outbox.flush();
  clock.advance(100);

  expect(delivered).toHaveLength(1);
});

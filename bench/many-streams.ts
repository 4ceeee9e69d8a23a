import { cannedErrors, type CannedErrors } from "../packages/engine/src/calibration/canned-errors.ts";
import { measureCanned } from "../packages/engine/src/calibration/measure-canned.ts";
import type { NullServerProcess } from "../packages/engine/src/calibration/open-null-server.ts";
import { quantile } from "../packages/stats/src/index.ts";
import { measureBareStreams, type BareErrors } from "./bare-streams.ts";
import type { Row } from "./row.ts";

const TOKENS = { firstMs: 200, gapMs: 20, events: 100, eventsPerWrite: 1 };
const LEVELS = [64, 128, 256, 384, 512, 640, 768, 1_024];
/** A level is held when one of so many tries is: a core that the host takes away for 5 ms says nothing of the program. */
const TRIES = 3;
const SPREAD_MS = 1_000;

/** TTFT and gaps of 32 and 256 streams of 50 tokens a second, and how many of them are held, beside bare sockets. */
export async function measureManyStreams(server: NullServerProcess): Promise<Row[]> {
  const rows: Row[] = [];
  const measure = (streams: number, spreadMs: number): Promise<CannedErrors> =>
    measureStreams(server, { streams, spreadMs, threads: 1 });
  const measureBare = (streams: number): Promise<BareErrors> =>
    measureBareStreams(server, { streams, spreadMs: SPREAD_MS, stream: TOKENS });
  const add = (name: string, { value, atMost, n }: { value: number; atMost?: number; n: string }): void =>
    void rows.push({
      measure: name,
      value,
      unit: "ms",
      n,
      ...(atMost === undefined ? {} : { aim: { at_most: atMost } }),
    });
  for (const { streams, spread, together } of [
    { streams: 32, spread: 0.3, together: 1.5 },
    { streams: 256, spread: 0.5, together: 4 },
  ]) {
    const spreadOut = await measure(streams, SPREAD_MS);
    const atOnce = await measure(streams, 0);
    const bare = await measureBare(streams);
    const n = `${streams} runs`;
    add(`TTFT bias, ${streams} streams, spread, mean`, { value: mean(spreadOut.ttft), atMost: spread, n });
    add("the same, bare sockets", { value: mean(bare.ttft), n });
    add(`TTFT bias, ${streams} streams, all at once, mean`, { value: mean(atOnce.ttft), atMost: together, n });
    if (streams < 256) continue;
    const gaps = `${spreadOut.gap.length} gaps`;
    add("gap error, 256 streams, p99", { value: at(spreadOut.gap, 0.99), atMost: 1, n: gaps });
    add("the same, bare sockets", { value: at(bare.gap, 0.99), n: `${bare.gap.length} gaps` });
  }
  const engine = await mostHeld((streams) => measure(streams, SPREAD_MS));
  rows.push({
    measure: "streams held on one core",
    value: engine.held,
    unit: "",
    n: engine.note,
    aim: { at_least: 512 },
  });
  const bare = await mostHeld(measureBare);
  rows.push({ measure: "the same, bare sockets", value: bare.held, unit: "", n: bare.note });
  return rows;
}

/** Two measuring threads, which the system may put on both cores; the null server needs a part of one. */
export async function measureTwoThreads(server: NullServerProcess): Promise<Row[]> {
  const { held, note } = await mostHeld((streams) =>
    measureStreams(server, { streams, spreadMs: SPREAD_MS, threads: 2 }),
  );
  const measure = "streams held by two threads on two cores";
  return [{ measure, value: held, unit: "", n: note, aim: { at_least: 1_024 } }];
}

type Streams = { streams: number; spreadMs: number; threads: number };

async function measureStreams(
  server: NullServerProcess,
  { streams, spreadMs, threads }: Streams,
): Promise<CannedErrors> {
  const profile = { kind: "closed", runs: streams, concurrency: streams, start_spread_ms: spreadMs } as const;
  return cannedErrors(await measureCanned(server, { profile, stream: TOKENS, threads }));
}

async function mostHeld(measure: (streams: number) => Promise<BareErrors>): Promise<{ held: number; note: string }> {
  let held = 0;
  for (const streams of LEVELS) {
    const tries: number[] = [];
    let isHeld = false;
    for (let tried = 0; tried < TRIES && !isHeld; tried += 1) {
      const { ttft, gap, failed } = await measure(streams);
      tries.push(at(gap, 0.99));
      isHeld = failed === 0 && at(gap, 0.99) <= 2 && mean(ttft) <= 5;
    }
    if (!isHeld) return { held, note: `${streams}: p99 gap error ${tries.map((ms) => ms.toFixed(1)).join(", ")} ms` };
    held = streams;
  }
  return { held, note: "the most that was tried" };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const at = (values: readonly number[], q: number): number =>
  quantile(
    values.toSorted((a, b) => a - b),
    q,
  ) ?? NaN;

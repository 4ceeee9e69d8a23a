import { cpus } from "node:os";
import { cannedErrors, type CannedErrors } from "../packages/engine/src/calibration/canned-errors.ts";
import { measureCanned, type CannedResult } from "../packages/engine/src/calibration/measure-canned.ts";
import { openNullServer, type NullServerProcess } from "../packages/engine/src/calibration/open-null-server.ts";
import { quantile } from "../packages/stats/src/index.ts";
import { measureBareLimit } from "./bare-limit.ts";
import { measureBarePacer } from "./bare-pacer.ts";
import { measureBareStreams, type BareErrors } from "./bare-streams.ts";
import { measureFrozenServer } from "./frozen-server.ts";
import { pinProcess } from "./pin-process.ts";
import { measurePoissonArrivals } from "./poisson-arrivals.ts";
import type { Row, Subject } from "./row.ts";

const TOKENS = { firstMs: 200, gapMs: 20, events: 100, eventsPerWrite: 1 };
const CEILING = { max_in_flight: null, on_full: "wait" } as const;
const LEVELS = [64, 128, 256, 384, 512, 640, 768, 1_024];
/** A level is held when one of so many tries is: a core that the host takes away for 5 ms says nothing of the program. */
const TRIES = 3;
const SPREAD_MS = 1_000;
const PACED_MS = 8_000;
/** 60 of them are 220 MB: less than a measuring thread may hold back while the meaning thread gets no part of the core. */
const UNPACED = { firstMs: 0, gapMs: 0, events: 20_000, eventsPerWrite: 32 };
const UNPACED_RUNS = 60;

/**
 * The measuring threads alone: the engine against a null server that stands on the other core and remembers what it
 * wrote. The databases play no part, so it is measured with the first one only.
 */
export async function measureMeasuring(subject: Subject): Promise<Row[]> {
  if (subject.serverUrl !== null) return [];
  const server = await openNullServer();
  const isPinned = cpus().length > 1 && pinProcess(server.pid, "1") && pinProcess(process.pid, "0");
  try {
    return [
      ...(await measureOneStream(server)),
      ...(await measureManyStreams(server)),
      ...(await measureLateness(server)),
      ...(await measurePoissonArrivals(server)),
      ...(await measureUnpaced(server)),
      ...(await measureFrozenServer(server)),
    ];
  } finally {
    if (isPinned) pinProcess(process.pid, `0-${cpus().length - 1}`);
    await server.close();
  }
}

const closed = (streams: number, runs: number, start_spread_ms: number) =>
  ({ kind: "closed", runs, concurrency: streams, start_spread_ms }) as const;

async function measureOneStream(server: NullServerProcess): Promise<Row[]> {
  const stream = { firstMs: 50, gapMs: 20, events: 5, eventsPerWrite: 1 };
  const { ttft } = cannedErrors(await measureCanned(server, { profile: closed(1, 100, 0), stream }));
  const limit = await measureBareLimit(server, { stream, runs: 100 });
  const n = `${ttft.length} runs`;
  return [
    { measure: "TTFT bias, 1 stream, p50", value: at(ttft, 0.5), unit: "ms", n, aim: { at_most: 0.3 } },
    { measure: "TTFT bias, 1 stream, mean", value: mean(ttft), unit: "ms", n, aim: { at_most: 0.4 } },
    { measure: "the same, a bare socket: p50", value: at(limit.ttft, 0.5), unit: "ms", n },
    { measure: "the same, a bare socket: mean", value: mean(limit.ttft), unit: "ms", n },
  ];
}

async function measureManyStreams(server: NullServerProcess): Promise<Row[]> {
  const rows: Row[] = [];
  const measure = async (streams: number, spreadMs: number): Promise<CannedErrors> =>
    cannedErrors(await measureCanned(server, { profile: closed(streams, streams, spreadMs), stream: TOKENS }));
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

async function mostHeld(measure: (streams: number) => Promise<BareErrors>): Promise<{ held: number; note: string }> {
  const isHeld = async (streams: number): Promise<boolean> => {
    for (let tried = 0; tried < TRIES; tried += 1) {
      const { ttft, gap, failed } = await measure(streams);
      if (failed === 0 && at(gap, 0.99) <= 2 && mean(ttft) <= 5) return true;
    }
    return false;
  };
  let held = 0;
  for (const streams of LEVELS) {
    if (!(await isHeld(streams))) return { held, note: `${streams} not held in ${TRIES} tries` };
    held = streams;
  }
  return { held, note: "the most that was tried" };
}

async function measureLateness(server: NullServerProcess): Promise<Row[]> {
  const rows: Row[] = [];
  const stream = { firstMs: 20, gapMs: 5, events: 5, eventsPerWrite: 1 };
  for (const { rate, atMost } of [
    { rate: 50, atMost: 0.4 },
    { rate: 500, atMost: 1 },
  ]) {
    const profile = { kind: "constant", rate_per_second: rate, duration_ms: PACED_MS, ...CEILING } as const;
    const { lag } = cannedErrors(await measureCanned(server, { profile, stream }));
    const measure = `lateness, ${rate}/s, p99`;
    rows.push({ measure, value: at(lag, 0.99), unit: "ms", n: `${lag.length} starts`, aim: { at_most: atMost } });
    const late = await measureBarePacer(rate, PACED_MS);
    rows.push({ measure: "the same, a bare timer", value: at(late, 0.99), unit: "ms", n: `${late.length} instants` });
  }
  return rows;
}

async function measureUnpaced(server: NullServerProcess): Promise<Row[]> {
  const result = await measureCanned(server, { profile: closed(16, UNPACED_RUNS, 0), stream: UNPACED });
  const limit = await measureBareLimit(server, { stream: { ...UNPACED, events: 400_000 }, runs: 4 });
  const unit = "chunks per CPU-second";
  const chunks = result.runs.reduce((sum, { events }) => sum + events, 0);
  return [
    {
      measure: "unpaced, measuring thread",
      value: chunksPerCpuSecond(result),
      unit,
      n: `${Math.round(chunks / 1_000)} k chunks`,
      aim: { at_least: 800_000 },
    },
    { measure: "the same, a bare socket that counts bytes", value: limit.chunksPerCpuSecond, unit, n: "1600 k chunks" },
  ];
}

/** Null where Node.js cannot tell the CPU time of a thread. */
function chunksPerCpuSecond({ runs, end }: CannedResult): number | null {
  const cpuMs = end.health[0]?.cpu_ms ?? null;
  return cpuMs === null ? null : (runs.reduce((sum, { events }) => sum + events, 0) * 1_000) / cpuMs;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const at = (values: readonly number[], q: number): number =>
  quantile(
    values.toSorted((a, b) => a - b),
    q,
  ) ?? NaN;

import { cpus } from "node:os";
import { cannedErrors } from "../packages/engine/src/calibration/canned-errors.ts";
import { measureCanned, type CannedResult } from "../packages/engine/src/calibration/measure-canned.ts";
import { openNullServer, type NullServerProcess } from "../packages/engine/src/calibration/open-null-server.ts";
import { quantile } from "../packages/stats/src/index.ts";
import { measureBareLimit } from "./bare-limit.ts";
import { measureBarePacer } from "./bare-pacer.ts";
import { measureFrozenServer } from "./frozen-server.ts";
import { measureManyStreams, measureTwoThreads } from "./many-streams.ts";
import { pinProcess } from "./pin-process.ts";
import { measurePoissonArrivals } from "./poisson-arrivals.ts";
import type { Row, Subject } from "./row.ts";

const CEILING = { max_in_flight: null, on_full: "wait" } as const;
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
  const allCores = `0-${cpus().length - 1}`;
  const measureOnBothCores = async (of: NullServerProcess): Promise<Row[]> => {
    // The null server keeps its core, and shares it.
    if (isPinned) pinProcess(process.pid, allCores);
    return cpus().length > 1 ? measureTwoThreads(of) : [];
  };
  try {
    return [
      ...(await measureOneStream(server)),
      ...(await measureManyStreams(server)),
      ...(await measureLateness(server)),
      ...(await measurePoissonArrivals(server)),
      ...(await measureUnpaced(server)),
      ...(await measureFrozenServer(server)),
      ...(await measureOnBothCores(server)),
    ];
  } finally {
    if (isPinned) pinProcess(process.pid, allCores);
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

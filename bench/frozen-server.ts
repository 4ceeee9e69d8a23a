import { measureCanned } from "../packages/engine/src/calibration/measure-canned.ts";
import type { NullServerProcess } from "../packages/engine/src/calibration/open-null-server.ts";
import { quantile } from "../packages/stats/src/index.ts";
import type { Row } from "./row.ts";

const STREAM = { firstMs: 54, gapMs: 20, events: 3, eventsPerWrite: 1 };
const FREEZE_AT_MS = 3_000;
const FREEZE_MS = 1_000;
const PROFILE = { kind: "constant", rate_per_second: 50, runs: 1_250, max_in_flight: 8, on_full: "wait" } as const;

/**
 * 50 starts a second, at most 8 open, and a server that stands still for a second: what users would have waited is
 * counted from when they would have come. Held against the last write of each run in the server's own log.
 */
export async function measureFrozenServer(server: NullServerProcess): Promise<Row[]> {
  const { runs, truth } = await measureCanned(server, {
    profile: PROFILE,
    stream: STREAM,
    onBegin: (originMs) => server.freeze(originMs + FREEZE_AT_MS, FREEZE_MS),
  });
  const pairs = runs.map(({ run, stamps, arrivalsMs }) => {
    const dueMs = stamps?.dueMs ?? NaN;
    return {
      reportedMs: (arrivalsMs.at(-1) ?? NaN) - dueMs,
      actualMs: (truth.get(run)?.writesMs.at(-1) ?? NaN) - dueMs,
    };
  });
  const reported = pairs.map(({ reportedMs }) => reportedMs);
  const actual = pairs.map(({ actualMs }) => actualMs);
  const errors = pairs.map(({ reportedMs, actualMs }) => Math.abs(reportedMs - actualMs));
  const n = `${runs.length} runs`;
  const percent = (a: number, b: number): number => (100 * Math.abs(a - b)) / b;
  return [
    {
      measure: "server frozen 1 s, 50/s, 8 open: mean",
      value: mean(reported),
      unit: "ms",
      n,
      note: `server's log: ${mean(actual).toFixed(1)}`,
    },
    {
      measure: "the same: p99",
      value: at(reported, 0.99),
      unit: "ms",
      n,
      note: `server's log: ${at(actual, 0.99).toFixed(1)}`,
    },
    {
      measure: "the same: mean off its log by",
      value: percent(mean(reported), mean(actual)),
      unit: "%",
      n,
      aim: { at_most: 1 },
    },
    {
      measure: "the same: p99 off its log by",
      value: percent(at(reported, 0.99), at(actual, 0.99)),
      unit: "%",
      n,
      aim: { at_most: 1 },
    },
    { measure: "the same: error of a run, p99", value: at(errors, 0.99), unit: "ms", n, aim: { at_most: 1.5 } },
  ];
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const at = (values: readonly number[], q: number): number =>
  quantile(
    values.toSorted((a, b) => a - b),
    q,
  ) ?? NaN;

import { quantile } from "@tfbench/stats";
import { cannedErrors } from "./canned-errors.ts";
import { measureCanned, type CannedLoad, type CannedResult } from "./measure-canned.ts";
import { openNullServer, type NullServerProcess } from "./open-null-server.ts";
import { timerResolutionMs } from "./timer-resolution-ms.ts";

/** What this machine and this engine can measure together. `held`: p99 gap within 2 ms and mean TTFT within 5 ms. */
export type Calibration = {
  mode: CalibrationMode;
  node: string;
  measuring_threads: number;
  timer_resolution_ms: number;
  ttft_bias_ms: { n: number; p50: number; mean: number; p99: number };
  gap_error_ms_p99: number;
  send_lateness_ms_p99: number;
  /** Of the measuring threads, reading as fast as it goes; null where Node.js cannot tell (before 23.9). */
  chunks_per_cpu_second: number | null;
  /** The most streams tried that were held. More may be where `is_limit_known` is false. */
  streams_held: number;
  is_limit_known: boolean;
  levels: CalibrationLevel[];
};
export type CalibrationLevel = {
  streams: number;
  ttft_bias_ms_mean: number;
  gap_error_ms_p99: number;
  failed: number;
  held: boolean;
};
export type CalibrationMode = "quick" | "full";

const MAX_GAP_ERROR_MS = 2;
const MAX_TTFT_BIAS_MS = 5;
const CEILING = { max_in_flight: null, on_full: "wait" } as const;
const STREAM = { firstMs: 40, gapMs: 20, eventsPerWrite: 1 };
/**
 * Quick takes about 5 s, full about a minute. Unpaced streams come faster than meaning can be given on the same core: all
 * of them together, 190 MB at most, are less than what a measuring thread may hold back.
 */
const MODES = {
  quick: { singles: 12, starts: 50, unpacedRuns: 48, levels: [32, 128, 256, 512], levelEvents: 20, spreadMs: 200 },
  full: {
    singles: 100,
    starts: 500,
    unpacedRuns: 256,
    levels: [8, 32, 64, 128, 256, 384, 512, 768, 1_024, 1_536, 2_048],
    levelEvents: 100,
    spreadMs: 1_000,
  },
} as const;

/** Runs the engine against a null server in another process and says how far off it is, and up to how many streams. */
export async function calibrate(mode: CalibrationMode, threads = 1): Promise<Calibration> {
  const server = await openNullServer();
  try {
    return await calibrateAgainst(server, mode, threads);
  } finally {
    await server.close();
  }
}

/** The null server given may stand on a core of its own. */
export async function calibrateAgainst(
  server: NullServerProcess,
  mode: CalibrationMode,
  threads: number,
): Promise<Calibration> {
  const { singles, starts, unpacedRuns } = MODES[mode];
  const measure = (load: CannedLoad): Promise<CannedResult> => measureCanned(server, { ...load, threads });
  const single = cannedErrors(
    await measure({ profile: closed(singles, 1), stream: { ...STREAM, events: 5, gapMs: 5 } }),
  );
  const paced = cannedErrors(
    await measure({
      profile: { kind: "constant", rate_per_second: 50, runs: starts, ...CEILING },
      stream: { ...STREAM, events: 2 },
    }),
  );
  const unpaced = await measure({
    profile: closed(unpacedRuns, 8),
    stream: { firstMs: 0, gapMs: 0, events: 4_096, eventsPerWrite: 32 },
  });
  const levels = await climb(measure, mode);
  const held = levels.filter((level) => level.held);
  return {
    mode,
    node: process.version,
    measuring_threads: threads,
    timer_resolution_ms: timerResolutionMs(),
    ttft_bias_ms: {
      n: single.ttft.length,
      p50: at(single.ttft, 0.5),
      mean: mean(single.ttft),
      p99: at(single.ttft, 0.99),
    },
    gap_error_ms_p99: at(single.gap, 0.99),
    send_lateness_ms_p99: at(paced.lag, 0.99),
    chunks_per_cpu_second: chunksPerCpuSecond(unpaced),
    streams_held: held.at(-1)?.streams ?? 0,
    is_limit_known: held.length < levels.length,
    levels,
  };
}

/** Raises the number of streams until they are no longer held. */
async function climb(
  measure: (load: CannedLoad) => Promise<CannedResult>,
  mode: CalibrationMode,
): Promise<CalibrationLevel[]> {
  const { levels, levelEvents, spreadMs } = MODES[mode];
  const climbed: CalibrationLevel[] = [];
  for (const streams of levels) {
    const { ttft, gap, failed } = cannedErrors(
      await measure({ profile: closed(streams, streams, spreadMs), stream: { ...STREAM, events: levelEvents } }),
    );
    const level = { streams, ttft_bias_ms_mean: mean(ttft), gap_error_ms_p99: at(gap, 0.99), failed };
    const held =
      failed === 0 && level.gap_error_ms_p99 <= MAX_GAP_ERROR_MS && level.ttft_bias_ms_mean <= MAX_TTFT_BIAS_MS;
    climbed.push({ ...level, held });
    if (!held) return climbed;
  }
  return climbed;
}

function chunksPerCpuSecond({ runs, end }: CannedResult): number | null {
  const chunks = runs.reduce((sum, { events }) => sum + events, 0);
  const cpuMs = end.health.reduce<number | null>(
    (sum, { cpu_ms }) => (sum === null || cpu_ms === null ? null : sum + cpu_ms),
    0,
  );
  return cpuMs === null || cpuMs === 0 ? null : (chunks * 1_000) / cpuMs;
}

const closed = (runs: number, concurrency: number, start_spread_ms = 0) =>
  ({ kind: "closed", runs, concurrency, start_spread_ms }) as const;
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const at = (values: readonly number[], q: number): number =>
  quantile(
    values.toSorted((a, b) => a - b),
    q,
  ) ?? NaN;

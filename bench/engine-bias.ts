import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { openEngineThread, type EngineHost } from "../apps/server/src/worker/engine-host.ts";
import type { BatchPlan, EngineRecord } from "../packages/contracts/src/index.ts";
import type { TruthRecord } from "../packages/simulator/src/index.ts";
import { quantile } from "../packages/stats/src/index.ts";
import { inheritedEnvironment } from "./config.ts";
import type { Row, Subject } from "./row.ts";

const SIMULATOR = resolve(import.meta.dirname, "../packages/simulator/src/main.ts");
const KEY = "simulator-key";
const EVENTS_PER_RUN = 50;
const RUN_MS = 1_000;
const SHAPES = [
  { streams: 1, runs: 8 },
  { streams: 32, runs: 96 },
  { streams: 64, runs: 192 },
] as const;

/** What we report minus what the server did, in milliseconds. */
type Biases = { streams: number; ttft: number[]; ttftSent: number[]; arrival: number[]; gap: number[] };

/** The row of `npm run bench`. The databases play no part in it, so it is measured with the first one only. */
export async function measureEngineBias(subject: Subject): Promise<Row[]> {
  if (subject.serverUrl !== null) return [];
  return (await measureBiases()).flatMap(({ streams, ttft, gap }) => [
    { measure: `TTFT bias, ${streams} streams, mean`, value: mean(ttft), unit: "ms", n: `${ttft.length} runs` },
    {
      measure: `gap error, ${streams} streams, p99`,
      value: at(gap.map(Math.abs), 0.99),
      unit: "ms",
      n: `${gap.length} gaps`,
    },
  ]);
}

/** Runs streams against a simulator in another process, each on a core of its own where `taskset` can give it one. */
export async function measureBiases(): Promise<Biases[]> {
  const folder = await mkdtemp(join(tmpdir(), "tfbench-bias-"));
  const truthPath = join(folder, "truth.jsonl");
  const isPinned = cpus().length > 1 && pin(process.pid, "0");
  const simulator = await startSimulatorProcess(truthPath, isPinned);
  const engine = openEngineThread();
  try {
    const executed: Executed[] = [];
    for (const shape of SHAPES) executed.push(await execute(engine, simulator.url, shape));
    await simulator.stop();
    const truth = readTruth(await readFile(truthPath, "utf8"));
    return executed.map((batch) => biasesOf(batch, truth));
  } finally {
    await engine.close();
    await simulator.stop();
    if (isPinned) pin(process.pid, `0-${cpus().length - 1}`);
    await rm(folder, { recursive: true });
  }
}

const pin = (pid: number, cores: string): boolean =>
  spawnSync("taskset", ["-a", "-c", "-p", cores, String(pid)]).status === 0;

async function startSimulatorProcess(
  truthPath: string,
  isPinned: boolean,
): Promise<{ url: string; stop(): Promise<void> }> {
  const child = spawn(process.execPath, [SIMULATOR], {
    env: {
      ...inheritedEnvironment,
      SIMULATOR_PORT: "0",
      TFBENCH_SIMULATOR_KEY: KEY,
      TFBENCH_SIMULATOR_TRUTH_LOG: truthPath,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const [output] = await once(child.stdout.setEncoding("utf8"), "data");
  const url = /http:\S+/.exec(String(output))?.[0];
  if (url === undefined || child.pid === undefined) throw new Error(`The simulator did not start: ${String(output)}`);
  if (isPinned) pin(child.pid, "1");
  return {
    url,
    async stop() {
      child.kill("SIGTERM");
      await exited;
    },
  };
}

type Executed = { streams: number; originMs: number; records: EngineRecord[] };

async function execute(engine: EngineHost, url: string, { streams, runs }: (typeof SHAPES)[number]): Promise<Executed> {
  const records: EngineRecord[] = [];
  const order = {
    batch_id: streams,
    plan: planOf(url, streams, runs),
    runs: Array.from({ length: runs }, (_, index) => ({ run_id: index + 1, index })),
    credential: KEY,
    slots: streams,
  };
  const end = await engine.execute(order, (batch) => records.push(...batch)).done;
  if (end.origin_monotonic_ms === null) throw new Error(`The batch did not run: ${end.error}`);
  return { streams, originMs: end.origin_monotonic_ms, records };
}

function planOf(url: string, streams: number, runs: number): BatchPlan {
  const script = { duration_ms: RUN_MS, steps: EVENTS_PER_RUN, first_event_ms: 50, heartbeat_ms: 0 };
  return {
    provider: "tinyfish",
    origin: "simulated",
    scenario: { id: 1, name: "bias" },
    automation: { id: 1, name: "bias" },
    target: {
      id: 1,
      name: "simulator",
      base_url: url,
      credential: null,
      limits: { max_in_flight: null },
      prices: { usd_per_step: null, bills: "all", version: 1, effective_at: "2026-01-01T00:00:00.000Z" },
    },
    request: { url: "https://example.test", goal: `Read [[simulate ${JSON.stringify(script)}]]` },
    inputs: {},
    timeouts: { connect_ms: 5_000, headers_ms: 5_000, first_event_ms: 5_000, idle_ms: 5_000, total_ms: 20_000 },
    settings: {
      transport: "sse",
      poll_interval_ms: 1_000,
      concurrency: streams,
      start_spread_ms: 100,
      timeouts: {},
      guards: "on",
      allow_empty: false,
    },
    load: { kind: "closed", runs, concurrency: streams, start_spread_ms: 100 },
  };
}

/** Per run at the provider: when its request came, and when each of its events was written. */
type Truth = Map<string, { receivedMs: number; writes: { kind: string; atMs: number }[] }>;

const NOT_EVENTS = ["headers", "end", "body", "reset", "socket_close"];

function readTruth(text: string): Truth {
  const lines = text.split("\n").filter((line) => line !== "");
  const records = lines.map((line): TruthRecord => JSON.parse(line));
  const received = new Map(
    records.flatMap((one) => (one.record === "request_received" ? [[one.request, one.at_ms] as const] : [])),
  );
  const truth: Truth = new Map();
  for (const one of records) {
    if (one.record === "run_created")
      truth.set(one.run_id, { receivedMs: received.get(one.request) ?? one.at_ms, writes: [] });
    if (one.record !== "write" || one.run_id === null || NOT_EVENTS.includes(one.kind)) continue;
    truth.get(one.run_id)?.writes.push({ kind: one.kind, atMs: one.before_ms });
  }
  return truth;
}

function biasesOf({ streams, originMs, records }: Executed, truth: Truth): Biases {
  const biases: Biases = { streams, ttft: [], ttftSent: [], arrival: [], gap: [] };
  for (const record of records) {
    if (record.kind !== "finished") continue;
    const { result, run_id } = record;
    const known = truth.get(String(result.tinyfish_run_id));
    const firstStep = known?.writes.find(({ kind }) => kind === "PROGRESS");
    if (!known || !firstStep || result.ttft_ms === null || result.ttft_sent_ms === null)
      throw new Error(`Run ${run_id} ended as ${result.status}: ${result.error}`);
    biases.ttft.push(result.ttft_ms - (firstStep.atMs - known.receivedMs));
    biases.ttftSent.push(result.ttft_sent_ms - (firstStep.atMs - known.receivedMs));
    const startedMs = originMs + Number(result.stamps.started);
    const seen = records
      .flatMap((one) => (one.kind === "events" && one.run_id === run_id ? one.events : []))
      .filter(({ kind }) => kind !== "lookup");
    const arrivals = seen.map((event, index) => startedMs + event.offset_ms - Number(known.writes[index]?.atMs));
    biases.arrival.push(...arrivals);
    biases.gap.push(...arrivals.slice(1).map((arrival, index) => arrival - Number(arrivals[index])));
  }
  return biases;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const at = (values: readonly number[], q: number): number =>
  quantile(
    values.toSorted((a, b) => a - b),
    q,
  ) ?? NaN;

/** n, p50, mean, p95, p99 and max of each distribution, as a Markdown table. */
export function formatBiases(all: readonly Biases[]): string {
  const line = (streams: number, name: string, values: readonly number[]): string =>
    `| ${[streams, name, values.length, ...[at(values, 0.5), mean(values), at(values, 0.95), at(values, 0.99), at(values, 1)].map((ms) => ms.toFixed(3))].join(" | ")} |`;
  const rows = all.flatMap(({ streams, ttft, ttftSent, arrival, gap }) => [
    line(streams, "TTFT from started", ttft),
    line(streams, "TTFT from sent", ttftSent),
    line(streams, "arrival of an event", arrival),
    line(streams, "size of a gap error", gap.map(Math.abs)),
  ]);
  return [
    "| streams | bias, ms | n | p50 | mean | p95 | p99 | max |",
    "|---|---|---|---|---|---|---|---|",
    ...rows,
  ].join("\n");
}

if (process.argv[1] === import.meta.filename) process.stdout.write(`${formatBiases(await measureBiases())}\n`);

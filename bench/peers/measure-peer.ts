import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LlmRequestRecord } from "../../packages/simulator/src/index.ts";
import { freePorts } from "../free-ports.ts";
import { average, quantileOf } from "../figures.ts";
import type { Row } from "../row.ts";
import { compareWithTruth, type TruthErrors } from "./compare-with-truth.ts";
import { latenessOnGrid, responsesFromGrid } from "./start-grid.ts";
import type { TruthServer } from "./open-truth-server.ts";
import { describeFailure } from "./describe-failure.ts";
import type { Peer, PeerLoad, PeerRun } from "./peer.ts";
import { runCommand, type FinishedCommand } from "./run-command.ts";

export const CLIENT_CORE = "0";
const BOTH_CORES = "0,1";
const LONGEST_MS = 90_000;
const MODEL = "simulated-model";
/** One write for each chunk with content, and none before the first but the head's. */
const FORM = { role_first: "in_first_token" };
const SHORT = { ...FORM, ttft_ms: 20, gap_ms: 5, output_tokens: 5 };
const ONE = { ...FORM, ttft_ms: 50, gap_ms: 20, output_tokens: 10 };
const MANY = { ...FORM, ttft_ms: 200, gap_ms: 20, output_tokens: 100 };
const FROZEN = { ...FORM, ttft_ms: 54, gap_ms: 20, output_tokens: 3 };
export const UNPACED = { ...FORM, ttft_ms: 0, gap_ms: 0, output_tokens: 1_000 };
/** As fast as the server writes, and each chunk in a write of its own. */
export const UNPACED_WORK = { streams: 16, requests: 256, outputTokens: UNPACED.output_tokens };
const RATE = 50;
const FREEZE = { afterMs: 3_000, forMs: 1_000 };

type Script = typeof SHORT;
type Measured = { ended: FinishedCommand; runs: PeerRun[]; truth: LlmRequestRecord[]; said: string | null };
type Figure = Omit<Row, "tool">;

/** All that is measured of one tool. What fails says so in its rows and leaves the others alone. */
export async function measurePeer(peer: Peer, server: TruthServer): Promise<Row[]> {
  const rows: Row[] = [];
  let said: string | null = null;
  const add = (figures: readonly Figure[]): void =>
    void rows.push(...figures.map((row) => ({ ...row, tool: peer.name })));
  const attempt = async (name: string, measure: () => Promise<Figure[]>): Promise<void> => {
    process.stderr.write(`  ${peer.name}: ${name} ...\n`);
    said = null;
    try {
      const figures = await measure();
      add(figures.map((row, index) => (index === 0 ? withNote(row, said) : row)));
    } catch (error) {
      add([{ measure: name, value: null, unit: "", n: "", note: describeFailure(error) }]);
    }
  };
  const work: Work = async (load, script, isFrozen = false) => {
    const measured = await runWork({ peer, server, load, script, isFrozen });
    said = measured.said;
    return measured;
  };

  await attempt("launch to first request", () => measureStart(work));
  for (const streams of [1, 32, 256]) {
    await attempt(`TTFT bias, ${streamsName(streams)}, mean`, () => measureStreams(work, streams));
  }
  await attempt("chunks per CPU-second, unpaced", () => measureUnpaced(work));
  await attempt("lateness, 50/s, p99", () => measureLateness(work, peer));
  await attempt("server frozen 1 s, 50/s, 8 open: mean told", () => measureFrozen(work, peer));
  await attempt("wrong address: exit code", () => measureWrongAddress(peer));
  return rows;
}

const withNote = (figure: Figure, note: string | null): Figure =>
  note === null ? figure : { ...figure, note: [figure.note, note].filter(Boolean).join("; ") };

type Work = (load: PeerLoad, script: Script, isFrozen?: boolean) => Promise<Measured>;

async function measureStart(work: Work): Promise<Figure[]> {
  const load: PeerLoad = { kind: "streams", streams: 1, requests: 20 };
  // The first time its files come from the disk.
  await work(load, SHORT);
  const { ended, truth } = await work(load, SHORT);
  const firstMs = Math.min(...truth.map(({ first_byte_ms }) => first_byte_ms));
  const lastMs = Math.max(...truth.map(({ end_ms }) => end_ms ?? NaN));
  const overheadMs = ended.endedMs - ended.startedMs - (lastMs - firstMs);
  return [
    { measure: "launch to first request", value: (firstMs - ended.startedMs) / 1_000, unit: "s", n: "1 launch" },
    { measure: "20 requests, all but the requests themselves", value: overheadMs / 1_000, unit: "s", n: "1 launch" },
  ];
}

async function measureStreams(work: Work, streams: number): Promise<Figure[]> {
  const requests = streams === 1 ? 30 : streams;
  const { ended, runs, truth } = await work({ kind: "streams", streams, requests }, streams === 1 ? ONE : MANY);
  const errors = compareWithTruth(runs, truth);
  const name = streamsName(streams);
  const n = `${requests} runs`;
  const figures: Figure[] = [
    { measure: `TTFT bias, ${name}, p50`, value: quantileOf(errors.ttft, 0.5), unit: "ms", n },
    { measure: `TTFT bias, ${name}, mean`, value: average(errors.ttft), unit: "ms", n, ...shortfall(errors, requests) },
    gapFigure(errors, runs, name),
  ];
  if (streams < 256) return figures;
  const megabytes = ended.peakKilobytes / 1_024;
  return [...figures, { measure: `memory, ${name}, largest`, value: megabytes, unit: "MiB", n: "a sample each 0.5 s" }];
}

/** Beyond what it takes to start and to end: the CPU time of a few short requests is taken off. */
async function measureUnpaced(work: Work): Promise<Figure[]> {
  const short = await work({ kind: "streams", streams: 1, requests: 20 }, SHORT);
  const { ended, truth } = await work(
    { kind: "streams", streams: UNPACED_WORK.streams, requests: UNPACED_WORK.requests },
    UNPACED,
  );
  const measure = "chunks per CPU-second, unpaced";
  const row = { measure, unit: "k", n: `${UNPACED_WORK.streams} streams` };
  if (ended.cpuS === null || short.ended.cpuS === null)
    return [{ ...row, value: null, note: "its CPU time is not known" }];
  const chunks = truth.length * UNPACED.output_tokens;
  return [{ ...row, value: chunks / (ended.cpuS - short.ended.cpuS) / 1_000 }];
}

const streamsName = (streams: number): string => `${streams} stream${streams === 1 ? "" : "s"}`;

const shortfall = ({ compared }: TruthErrors, requests: number): { note?: string } =>
  compared === requests ? {} : { note: `${compared} of ${requests} runs found in what it wrote` };

function gapFigure(errors: TruthErrors, runs: readonly PeerRun[], name: string): Figure {
  const measure = `gap error, ${name}, p99`;
  const figure = { measure, value: quantileOf(errors.gap, 0.99), unit: "ms", n: "all gaps" };
  if (runs.every(({ gapsMs }) => gapsMs === null)) return { ...figure, value: null, note: "it keeps no gaps" };
  return errors.uneven === 0
    ? figure
    : { ...figure, note: `${errors.uneven} runs with other than as many chunks as were written are left out` };
}

async function measureLateness(work: Work, { whyNoConstantRate }: Peer): Promise<Figure[]> {
  const row = { measure: "lateness, 50/s, p99", unit: "ms", n: "400 starts" };
  if (whyNoConstantRate !== null) return [{ ...row, value: null, note: whyNoConstantRate }];
  const { truth } = await work({ kind: "rate", perSecond: RATE, seconds: 8, atMost: null }, SHORT);
  return [{ ...row, value: quantileOf(latenessOnGrid(truth, RATE), 0.99) }];
}

async function measureFrozen(work: Work, { whyNoConstantRate }: Peer): Promise<Figure[]> {
  const { runs, truth } = await work({ kind: "rate", perSecond: RATE, seconds: 25, atMost: 8 }, FROZEN, true);
  const told = runs.map(({ responseMs }) => responseMs);
  const actual = whyNoConstantRate === null ? responsesFromGrid(truth, RATE) : [];
  const hidden = whyNoConstantRate === null ? {} : { note: whyNoConstantRate };
  const n = `${runs.length} runs`;
  return [
    { measure: "server frozen 1 s, 50/s, 8 open: mean told", value: average(told), unit: "ms", n },
    {
      measure: "the same, by the server's log",
      value: actual.length === 0 ? null : average(actual),
      unit: "ms",
      n,
      ...hidden,
    },
    { measure: "server frozen 1 s, 50/s, 8 open: p99 told", value: quantileOf(told, 0.99), unit: "ms", n },
    { measure: "the same p99, by the server's log", value: quantileOf(actual, 0.99), unit: "ms", n, ...hidden },
  ];
}

async function measureWrongAddress(peer: Peer): Promise<Figure[]> {
  const [port] = await freePorts(1);
  return inFolder(async (folder) => {
    const load: PeerLoad = { kind: "streams", streams: 1, requests: 5 };
    const ended = await runPeer(peer, { load, outputTokens: 5, baseUrl: `http://127.0.0.1:${port}`, folder });
    const tookS = (ended.endedMs - ended.startedMs) / 1_000;
    const late = ended.exitCode === null ? { note: `ended by us after ${LONGEST_MS / 1_000} s` } : {};
    return [
      { measure: "wrong address: exit code", value: ended.exitCode, unit: "", n: "5 requests", ...late },
      { measure: "wrong address: lines printed", value: ended.lines.length, unit: "lines", n: "5 requests" },
      { measure: "wrong address: until it ended", value: tookS, unit: "s", n: "5 requests" },
    ];
  });
}

type WorkOrder = { peer: Peer; server: TruthServer; load: PeerLoad; script: Script; isFrozen: boolean };

async function runWork({ peer, server, load, script, isFrozen }: WorkOrder): Promise<Measured> {
  await server.begin(script);
  return inFolder(async (folder) => {
    const ending = new AbortController();
    const freezing = isFrozen ? server.freeze({ ...FREEZE, signal: ending.signal }) : Promise.resolve();
    const ended = await runPeer(peer, { load, outputTokens: script.output_tokens, baseUrl: server.url, folder });
    ending.abort();
    await freezing;
    const telling = peer.tellingExitCodes[ended.exitCode ?? NaN];
    if (ended.exitCode !== 0 && telling === undefined) {
      const end =
        ended.exitCode === null ? `was not done after ${LONGEST_MS / 1_000} s` : `exit code ${ended.exitCode}`;
      throw new Error(`${end}; its last line: ${ended.lines.findLast((line) => line.trim() !== "") ?? "none"}`);
    }
    const truth = (await server.takeTruth()).filter(({ outcome }) => outcome === "completed");
    return { ended, truth, runs: await peer.readRuns(folder), said: telling ?? null };
  });
}

type PeerOrder = { load: PeerLoad; outputTokens: number; baseUrl: string; folder: string };

async function runPeer(peer: Peer, order: PeerOrder): Promise<FinishedCommand> {
  const command = await peer.command({ ...order, model: MODEL });
  const { folder } = order;
  const cores = peer.whyBothCores === null ? CLIENT_CORE : BOTH_CORES;
  return runCommand({ command, cores, folder, timeoutMs: LONGEST_MS });
}

async function inFolder<Value>(work: (folder: string) => Promise<Value>): Promise<Value> {
  const folder = await mkdtemp(join(tmpdir(), "tfbench-peer-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

import { cpus, loadavg } from "node:os";
import { openNullServer } from "../../packages/engine/src/calibration/open-null-server.ts";
import { measureBareLimit } from "../bare-limit.ts";
import { average, quantileOf } from "../figures.ts";
import { pinProcess } from "../pin-process.ts";
import type { Row, Subject } from "../row.ts";
import { aiperf } from "./aiperf.ts";
import { describeFailure } from "./describe-failure.ts";
import { guidellm } from "./guidellm.ts";
import { inferencePerf } from "./inference-perf.ts";
import { measureBareReader } from "./measure-bare-reader.ts";
import { CLIENT_CORE, measurePeer, UNPACED, UNPACED_WORK } from "./measure-peer.ts";
import { openTruthServer } from "./open-truth-server.ts";
import { ourCommand } from "./our-command.ts";
import type { Peer } from "./peer.ts";

const PEERS: readonly Peer[] = [ourCommand, aiperf, inferencePerf, guidellm];
const SERVER_CORE = "1";
const LIMIT = { stream: { firstMs: 50, gapMs: 20, events: 10, eventsPerWrite: 1 }, runs: 30 };

/**
 * Our command line and others before the same server, which remembers what it wrote when; server and bench on one core,
 * the tool on the other. The databases play no part, so it is measured with the first one only.
 */
export async function measurePeers(subject: Subject): Promise<Row[]> {
  if (subject.serverUrl !== null) return [];
  const rows: Row[] = [];
  const ready: Peer[] = [];
  for (const peer of PEERS) {
    process.stderr.write(`  ${peer.name}: install ...\n`);
    const row = { measure: "installed", unit: "MB", n: "du", tool: peer.name };
    try {
      const { bytes } = await peer.install();
      const { whyBothCores } = peer;
      const note = whyBothCores === null ? {} : { note: `all of it was measured on both cores: ${whyBothCores}` };
      rows.push({ ...row, value: bytes / 1e6, ...note });
      ready.push(peer);
    } catch (error) {
      rows.push({ ...row, value: null, note: describeFailure(error) });
    }
  }
  if (cpus().length < 2 || !pinProcess(process.pid, SERVER_CORE))
    throw new Error("This measure needs two cores and taskset.");
  const server = await openTruthServer(SERVER_CORE);
  try {
    for (const peer of ready) {
      rows.push({
        measure: "load of the machine before it",
        value: loadavg()[0] ?? null,
        unit: "",
        n: "1 min",
        tool: peer.name,
      });
      rows.push(...(await measurePeer(peer, server)));
    }
    await server.begin(UNPACED);
    rows.push(await measureBareReader(server, UNPACED_WORK, CLIENT_CORE));
  } finally {
    await server.close();
  }
  return [...rows, ...(await measureLimit())];
}

/** What a program can do at best: a socket and a clock. */
async function measureLimit(): Promise<Row[]> {
  const server = await openNullServer();
  try {
    pinProcess(server.pid, SERVER_CORE);
    pinProcess(process.pid, "0");
    const { ttft } = await measureBareLimit(server, LIMIT);
    const row = { unit: "ms", n: `${ttft.length} runs`, tool: "bare socket" };
    return [
      { ...row, measure: "TTFT bias, 1 stream, p50", value: quantileOf(ttft, 0.5) },
      { ...row, measure: "TTFT bias, 1 stream, mean", value: average(ttft) },
    ];
  } finally {
    pinProcess(process.pid, `0-${cpus().length - 1}`);
    await server.close();
  }
}

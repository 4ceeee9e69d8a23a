import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, readdirSync } from "node:fs";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { monotonicNowMs } from "../../packages/simulator/src/index.ts";
import { inheritedEnvironment } from "../config.ts";
import { residentKilobytes } from "../list-processes.ts";

export type FinishedCommand = {
  /** Null: it was ended because its time was over. */
  exitCode: number | null;
  lines: string[];
  startedMs: number;
  endedMs: number;
  /** Of it and all that it started and waited for, in user and system mode; null when it was ended. */
  cpuS: number | null;
  /** The largest sum over its processes that was seen. */
  peakKilobytes: number;
};

type CommandOrder = {
  command: readonly string[];
  cores: string;
  folder: string;
  timeoutMs: number;
};

const SAMPLE_EVERY_MS = 500;
/** Runs its arguments and writes the times of its children to a pipe of their own. */
const TIMED = '"$@" 3>&-; code=$?; times >&3; exit $code';

/** Runs a program and all that it starts on the given cores, in a process group of its own. */
export async function runCommand(order: CommandOrder): Promise<FinishedCommand> {
  const lines: string[] = [];
  let peakKilobytes = 0;
  const startedMs = monotonicNowMs();
  const child = spawn("sh", ["-c", TIMED, "sh", "taskset", "-c", order.cores, ...order.command], {
    cwd: order.folder,
    detached: true,
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    env: inheritedEnvironment,
  });
  const [, stdout, stderr, timed] = child.stdio;
  for (const stream of [stdout, stderr]) createInterface(readable(stream)).on("line", (line) => lines.push(line));
  const times: string[] = [];
  createInterface(readable(timed)).on("line", (line) => times.push(line));
  // Not "exit": its last lines may still be on their way then.
  const exited = once(child, "close");
  await once(child, "spawn");
  const { pid } = child;
  if (pid === undefined) throw new Error(`${order.command[0]} did not start.`);
  // What it left running would spoil what is measured next, and keeps its pipes open.
  child.once("exit", () => endGroup(pid));
  const sampling = setInterval(() => {
    const kilobytes = processTree(pid).reduce((sum, one) => sum + residentKilobytes(one), 0);
    peakKilobytes = Math.max(peakKilobytes, kilobytes);
  }, SAMPLE_EVERY_MS);
  let isLate = false;
  const deadline = setTimeout(() => {
    isLate = true;
    endGroup(pid);
  }, order.timeoutMs);
  const [code] = await exited;
  const endedMs = monotonicNowMs();
  clearInterval(sampling);
  clearTimeout(deadline);
  const cpuS = isLate ? null : parseTimes(times);
  return { exitCode: isLate ? null : code, lines, startedMs, endedMs, cpuS, peakKilobytes };
}

const readable = (stream: unknown): Readable => {
  if (stream instanceof Readable) return stream;
  throw new Error("The program's output is no pipe.");
};

/** The shell's second line: user and system time of what it waited for, each as 1m2.34s. */
export function parseTimes([, children = ""]: readonly string[]): number | null {
  const parts = [...children.matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, minutes, seconds]) => Number(minutes) * 60 + Number(seconds),
  );
  return parts.length === 2 ? parts.reduce((sum, part) => sum + part, 0) : null;
}

/** By the kernel's lists of children: to look through all of /proc would take time from the server beside us. */
function processTree(rootPid: number): number[] {
  const tree = [rootPid];
  for (const pid of tree) {
    for (const child of childrenOf(pid)) tree.push(child);
  }
  return tree;
}

/** None when the process has ended since it was listed. */
function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8").split(" ").filter(Boolean).map(Number),
    );
  } catch {
    return [];
  }
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    const isGone = error instanceof Error && "code" in error && error.code === "ESRCH";
    if (!isGone) throw error;
  }
}

import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, readdirSync } from "node:fs";
import { createInterface } from "node:readline";
import { monotonicNowMs } from "../../packages/simulator/src/index.ts";
import { inheritedEnvironment } from "../config.ts";
import { residentKilobytes } from "../list-processes.ts";

export type FinishedCommand = {
  /** Null: it was ended because its time was over. */
  exitCode: number | null;
  lines: string[];
  startedMs: number;
  endedMs: number;
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

/** Runs a program and all that it starts on the given cores, in a process group of its own. */
export async function runCommand(order: CommandOrder): Promise<FinishedCommand> {
  const lines: string[] = [];
  let peakKilobytes = 0;
  const startedMs = monotonicNowMs();
  const child = spawn("taskset", ["-c", order.cores, ...order.command], {
    cwd: order.folder,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: inheritedEnvironment,
  });
  for (const stream of [child.stdout, child.stderr]) createInterface(stream).on("line", (line) => lines.push(line));
  const exited = once(child, "exit");
  await once(child, "spawn");
  const { pid } = child;
  if (pid === undefined) throw new Error(`${order.command[0]} did not start.`);
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
  // What it left running would spoil what is measured next.
  endGroup(pid);
  return { exitCode: isLate ? null : code, lines, startedMs, endedMs, peakKilobytes };
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

import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");

export type ListedProcess = { pid: number; script: string };

/** A process and everything below it, each with the script it runs. Reads /proc, so on Linux only. */
export function listProcesses(rootPid: number): ListedProcess[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const parent = /^PPid:\s+(\d+)/m.exec(readStatus(Number(name)))?.[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const tree = [rootPid];
  for (const pid of tree) {
    for (const [child, parent] of parents) if (parent === pid) tree.push(child);
  }
  return tree.map((pid) => ({ pid, script: scriptOf(pid) }));
}

export const residentKilobytes = (pid: number): number => Number(/^VmRSS:\s+(\d+)/m.exec(readStatus(pid))?.[1] ?? 0);

/** The script a process runs, from the root of the repository: `apps/server/src/main.ts`. */
const scriptOf = (pid: number): string =>
  readFileSync(`/proc/${pid}/cmdline`, "utf8")
    .split("\0")
    .find((word) => word.endsWith(".ts"))
    ?.replace(`${root}/`, "") ?? `process ${pid}`;

/** Empty when the process has ended since it was listed. */
function readStatus(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, "utf8");
  } catch {
    return "";
  }
}

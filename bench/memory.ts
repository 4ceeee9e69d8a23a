import { readFileSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { startInstance } from "./instance.ts";
import type { Row, Subject } from "./row.ts";
import { withHome } from "./with-instance.ts";

const root = resolve(import.meta.dirname, "..");

/** Resident memory of all processes, some minutes after a warm start, nothing running. */
export async function measureMemory(subject: Subject): Promise<Row[]> {
  return withHome(subject, async (home) => {
    const first = await startInstance({ ...home, isZeroDelay: false });
    await first.stop();
    const instance = await startInstance({ ...home, isZeroDelay: false });
    try {
      await wait(subject.restMinutes * 60_000);
      const pids = processTree(instance.pid);
      const parts = pids.map((pid) => ({ name: scriptOf(pid), megabytes: residentKilobytes(pid) / 1024 }));
      const megabytes = parts.reduce((sum, part) => sum + part.megabytes, 0);
      const breakdown = parts.map((part): Row => ({
        measure: `memory of ${part.name}, ${subject.database}`,
        value: part.megabytes,
        unit: "MB",
        n: "1 process",
      }));
      return [
        {
          measure: `memory, ${subject.restMinutes} min after a warm start, ${subject.database}`,
          value: megabytes,
          unit: "MB",
          n: `${pids.length} processes`,
          aim: { at_most: 700 },
          ...(subject.serverUrl === null ? {} : { note: "without the PostgreSQL server's own processes" }),
        },
        ...breakdown,
      ];
    } finally {
      await instance.stop();
    }
  });
}

/** Process ids of a process and everything below it. Reads /proc, so on Linux only. */
function processTree(rootPid: number): number[] {
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
  return tree;
}

const residentKilobytes = (pid: number): number => Number(/^VmRSS:\s+(\d+)/m.exec(readStatus(pid))?.[1] ?? 0);

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

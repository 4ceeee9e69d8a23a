import { setTimeout as wait } from "node:timers/promises";
import { startInstance } from "./instance.ts";
import { listProcesses, residentKilobytes } from "./list-processes.ts";
import type { Row, Subject } from "./row.ts";
import { withHome } from "./with-instance.ts";

/** Resident memory of all processes, some minutes after a warm start, nothing running. */
export async function measureMemory(subject: Subject): Promise<Row[]> {
  return withHome(subject, async (home) => {
    const first = await startInstance({ ...home, isZeroDelay: false });
    await first.stop();
    const instance = await startInstance({ ...home, isZeroDelay: false });
    try {
      await wait(subject.restMinutes * 60_000);
      const parts = listProcesses(instance.pid).map(({ pid, script }) => ({
        name: script,
        megabytes: residentKilobytes(pid) / 1024,
      }));
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
          n: `${parts.length} processes`,
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

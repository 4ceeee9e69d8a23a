import { setInterval as every } from "node:timers/promises";
import { startInstance, type Instance } from "./instance.ts";
import { listProcesses, residentKilobytes } from "./list-processes.ts";
import type { Row, Subject } from "./row.ts";
import { seedShape } from "./seed-shape.ts";
import { withHome } from "./with-instance.ts";

const FORMATS = ["csv", "jsonl", "json"] as const;
const SAMPLE_MS = 50;

/** 200,000 runs downloaded as a file over HTTP, sorted by two columns, and what the server's memory does meanwhile. */
export async function measureExport(subject: Subject): Promise<Row[]> {
  return withHome(subject, async (home) => {
    await seedShape("large", home);
    const instance = await startInstance({ ...home, isZeroDelay: true });
    try {
      const rows: Row[] = [];
      // Once unmeasured: code and caches are warm as they are after any other use of the list.
      await download(instance, "jsonl");
      for (const format of FORMATS) rows.push(...(await measureFormat(instance, format, subject)));
      return rows;
    } finally {
      await instance.stop();
    }
  });
}

async function measureFormat(instance: Instance, format: (typeof FORMATS)[number], subject: Subject): Promise<Row[]> {
  const memory = watchMemory(serverPid(instance));
  const startedMs = performance.now();
  const { runs, bytes } = await download(instance, format);
  const seconds = (performance.now() - startedMs) / 1_000;
  const grewMb = await memory.stop();
  const n = `${runs} runs, ${Math.round(bytes / 2 ** 20)} MB`;
  const measure = `export as ${format}, ${subject.database}`;
  return [
    { measure, value: runs / seconds, unit: "rows/s", n, aim: { at_least: 20_000 } },
    {
      measure: `${measure}, memory of the server at its peak above its rest`,
      value: grewMb,
      unit: "MB",
      n,
      aim: { at_most: 100 },
    },
  ];
}

async function download(
  instance: Instance,
  format: (typeof FORMATS)[number],
): Promise<{ runs: number; bytes: number }> {
  const response = await instance.client.exportRuns({ format, sort: "status,-total_duration_ms" });
  const runs = Number(response.headers.get("x-total-count"));
  let bytes = 0;
  for await (const chunk of response.body ?? []) bytes += chunk.byteLength;
  return { runs, bytes };
}

function serverPid(instance: Instance): number {
  const server = listProcesses(instance.pid).find(({ script }) => script === "apps/server/src/main.ts");
  if (server === undefined) throw new Error("The instance has no server process.");
  return server.pid;
}

const residentMb = (pid: number): number => residentKilobytes(pid) / 1_024;

/** `stop` answers how far the process went above where it was when the watch began. */
function watchMemory(pid: number): { stop: () => Promise<number> } {
  const restMb = residentMb(pid);
  const over = new AbortController();
  let peakMb = restMb;
  const watching = (async () => {
    for await (const _ of every(SAMPLE_MS, null, { signal: over.signal })) peakMb = Math.max(peakMb, residentMb(pid));
  })().catch((cause: unknown) => {
    if (!over.signal.aborted) throw cause;
  });
  return {
    async stop() {
      over.abort();
      await watching;
      return peakMb - restMb;
    },
  };
}

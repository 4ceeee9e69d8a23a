import { join } from "node:path";
import type { Row } from "../row.ts";
import type { TruthServer } from "./open-truth-server.ts";
import { runCommand } from "./run-command.ts";

export type UnpacedWork = { streams: number; requests: number; outputTokens: number };

const ENTRY = join(import.meta.dirname, "bare-reader.ts");
const LONGEST_MS = 60_000;

/** What the same answers cost a program that stamps its reads, counts them and does nothing else. */
export async function measureBareReader(
  server: TruthServer,
  { streams, requests, outputTokens }: UnpacedWork,
  cores: string,
): Promise<Row> {
  const { port } = new URL(server.url);
  const { lines } = await runCommand({
    command: [process.execPath, ENTRY, port, ...[streams, requests, outputTokens].map(String)],
    cores,
    folder: import.meta.dirname,
    timeoutMs: LONGEST_MS,
  });
  const { reads, cpu_s }: { reads: number; cpu_s: number } = JSON.parse(lines.at(-1) ?? "");
  const chunks = requests * outputTokens;
  return {
    measure: "chunks per CPU-second, unpaced",
    value: chunks / cpu_s / 1_000,
    unit: "k",
    n: `${streams} streams`,
    tool: "bare socket",
    note: `${(chunks / reads).toFixed(1)} chunks a read, ${((cpu_s * 1e6) / reads).toFixed(1)} µs of CPU time a read`,
  };
}

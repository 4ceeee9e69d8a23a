import { resolve } from "node:path";
import type { LoadProfile } from "@tfbench/contracts";
import { readTrace } from "../trace/read-trace.ts";
import { traceLoad } from "../trace/trace-load.ts";
import type { Trace } from "@tfbench/engine";
import type { ScenarioFile } from "./scenario-file.ts";

/** The load of a scenario file, with the trace it replays, if any. Throws a CliError where that cannot be read. */
export function loadFromFile(
  { load, warm_up_runs }: ScenarioFile,
  folder: string,
): { load: LoadProfile; trace: Trace | null } {
  if (load.kind !== "replay") {
    if (!("runs" in load) || load.runs === undefined) return { load, trace: null };
    return { load: { ...load, runs: load.runs + warm_up_runs }, trace: null };
  }
  const { due_offsets_ms, trace: file, speed, unit = null, ...ceiling } = load;
  if (due_offsets_ms !== undefined) return { load: { ...ceiling, due_offsets_ms }, trace: null };
  if (file === undefined) throw new Error("The scenario's schema lets no replay through that has nothing to replay.");
  const trace = readTrace(resolve(folder, file), { speed, unit, requests: null, durationMs: null });
  return { load: traceLoad(trace, ceiling), trace };
}

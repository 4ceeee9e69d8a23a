import type { LoadProfile } from "@tfbench/contracts";
import { createSchedule } from "./create-schedule.ts";

/** When the last run is planned to start: as the profile says, else as its schedule has it. Infinity: it does not say. */
export function plannedEndMs(load: LoadProfile, seed: number): number {
  if ("duration_ms" in load && load.duration_ms !== undefined) return load.duration_ms;
  if (load.kind === "stages") return load.stages.reduce((sum, { duration_ms }) => sum + duration_ms, 0);
  return load.kind === "closed" ? Infinity : (createSchedule(load, seed).at(-1) ?? 0);
}

import { parseSlos } from "@tfbench/contracts";
import type { Scenario, SloReport } from "@tfbench/contracts";
import { SloTally } from "@tfbench/stats";
import { sloRuns } from "@tfbench/store";
import type { RunWindow } from "@tfbench/store";
import type { Context } from "../context.ts";
import { count } from "../reports/write-figures.ts";
import { measuredOf } from "./measured-of.ts";
import { toLoadRun } from "./to-load-run.ts";

const RUNS_PER_READ = 1_000;
const MOST_RUNS = 20_000;

/** How the runs of a period stand to the objectives the scenario has now; null where it has none. */
export async function sloOfPeriod(
  ctx: Pick<Context, "db">,
  { slos: written, provider }: Pick<Scenario, "slos" | "provider">,
  window: RunWindow,
): Promise<SloReport | null> {
  const slos = parseSlos(written);
  if (slos.limits.length + slos.thresholds.length === 0) return null;
  const tally = new SloTally(slos, measuredOf(provider));
  const read = await addRuns(ctx, tally, { window, most: MOST_RUNS });
  return {
    ...tally.report({ withheld: null, window_ms: null }),
    notes: read < MOST_RUNS ? [] : [`By the newest ${count(read)} runs of the period.`],
  };
}

/** Adds the newest runs of a window, about `most` of them; returns how many. */
export async function addRuns(
  { db }: Pick<Context, "db">,
  tally: SloTally,
  { window, most }: { window: RunWindow; most: number },
): Promise<number> {
  let read = 0;
  for await (const page of sloRuns.readPages(db, window, Math.min(most, RUNS_PER_READ))) {
    for (const row of page) tally.add(toLoadRun(row));
    read += page.length;
    if (read >= most) break;
  }
  return read;
}

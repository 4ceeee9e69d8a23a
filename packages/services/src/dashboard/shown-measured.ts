import type { Measured } from "@tfbench/contracts";
import { kpis } from "@tfbench/store";
import type { RunWindow } from "@tfbench/store";
import type { Context } from "../context.ts";

/** Agents as soon as any ran. `narrowing` is what keeps the others out, and nothing where there are none. */
export async function shownMeasured(
  { db }: Pick<Context, "db">,
  shown: Omit<RunWindow, "from" | "to" | "measured">,
): Promise<{ measured: Measured; narrowing: Pick<RunWindow, "measured"> }> {
  const kinds = await kpis.measured(db, shown);
  const measured = kinds[0] ?? "agents";
  return { measured, narrowing: kinds.length > 1 ? { measured } : {} };
}

import type { BatchPlan, JsonValue } from "@tfbench/contracts";
import type { Clock } from "./clock.ts";
import { createConnectionPool } from "./connection-pool.ts";
import type { ProviderAdapter, ProviderFacts } from "./provider-adapter.ts";
import { settleRun } from "./settle-run.ts";

/** A run whose worker died, known by its name at the provider. */
export type LostRun = { plan: BatchPlan; credential: string | null; provider_run_id: string };

/** What the provider said of a lost run. `sentence` says what became of it there. */
export type SettledRun = ProviderFacts & {
  cost_usd: number | null;
  price_version: number | null;
  sentence: string | null;
  notes: { kind: "lookup" | "cancel"; note: JsonValue }[];
};

/** Cancels a lost run at the provider and looks it up until it is over there, for at most half a minute. */
export async function settleLostRun(
  lost: LostRun,
  { adapter, clock }: { adapter: ProviderAdapter; clock: Clock },
): Promise<SettledRun> {
  const { plan, credential, provider_run_id } = lost;
  const prepared = adapter.prepare(plan, credential);
  if (prepared.kind !== "agent") throw new Error("A run that is its exchange leaves nothing to settle.");
  const pool = createConnectionPool({ origin: new URL(plan.target.base_url), clock });
  const reader = prepared.createReader(provider_run_id);
  const notes: SettledRun["notes"] = [];
  try {
    const sentence = await settleRun({
      scope: { pool, clock, settleUntilMs: Infinity },
      agent: { prepared, reader },
      wish: "abandon",
      onNote: (kind, note) => notes.push({ kind, note }),
    });
    const cost_usd = reader.costUsd(true);
    return {
      ...reader.facts(),
      cost_usd,
      price_version: cost_usd === null ? null : plan.target.prices.version,
      sentence,
      notes,
    };
  } finally {
    await pool.close();
  }
}

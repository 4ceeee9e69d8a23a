import { Limits, Timeouts } from "@tfbench/contracts";
import type { Prices, Target } from "@tfbench/contracts";
import { targets } from "@tfbench/store";
import type { Sql } from "@tfbench/store";
import { recordAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { inserted } from "../inserted.ts";

export type BuiltinConfig = { simulator_url: string; tinyfish_base_url: string; mock_mode: boolean };
type Builtin = Pick<Target, "name" | "base_url" | "credential" | "simulated"> & {
  builtin: NonNullable<Target["builtin"]>;
};

/** The rate TinyFish publishes; failed and cancelled runs cost their steps too. */
const PUBLISHED_PRICES: Prices = { usd_per_step: 0.016, bills: "all" };

const builtinsOf = (config: BuiltinConfig): Builtin[] => [
  {
    builtin: "simulator",
    name: "Simulator",
    base_url: config.simulator_url,
    credential: "env:TFBENCH_SIMULATOR_KEY",
    simulated: true,
  },
  {
    builtin: "tinyfish",
    name: "TinyFish",
    base_url: config.tinyfish_base_url,
    credential: "env:TINYFISH_API_KEY",
    simulated: false,
  },
];

/**
 * Keeps the two targets that follow the configuration, at every start. In mock mode the default target is the
 * simulator, otherwise TinyFish; a target of the user's own stays the default where it is of the same kind.
 */
export async function ensureBuiltinTargets(ctx: Context, config: BuiltinConfig): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await targets.holdProject(tx, ctx.project_id);
    for (const builtin of builtinsOf(config)) await ensure(ctx, tx, builtin);
    await chooseDefault(ctx, tx, config);
  });
}

async function ensure(ctx: Context, tx: Sql, builtin: Builtin): Promise<void> {
  const { project_id } = ctx;
  const existing = await targets.findBuiltin(tx, { project_id, builtin: builtin.builtin });
  if (existing === undefined) {
    const row = {
      ...builtin,
      project_id,
      provider: "tinyfish" as const,
      limits: Limits.parse({}),
      timeouts: Timeouts.parse({}),
      prices: PUBLISHED_PRICES,
    };
    const id = inserted(await targets.insert(tx, row));
    return recordAudit(ctx, tx, {
      action: "create",
      noun: "target",
      noun_id: id,
      details: { name: builtin.name, base_url: builtin.base_url },
    });
  }
  const { base_url, credential, simulated } = builtin;
  if (existing.base_url === base_url && existing.credential === credential && existing.simulated === simulated) return;
  await targets.update(
    tx,
    { project_id, id: existing.id },
    { ...existing, base_url, credential, simulated, is_archived: false },
  );
  await recordAudit(ctx, tx, { action: "update", noun: "target", noun_id: existing.id, details: { base_url } });
}

async function chooseDefault(ctx: Context, tx: Sql, config: BuiltinConfig): Promise<void> {
  const { project_id } = ctx;
  const current = await targets.findDefault(tx, project_id);
  const wanted = config.mock_mode ? "simulator" : "tinyfish";
  const staysDefault = current?.builtin === null ? current.simulated === config.mock_mode : current?.builtin === wanted;
  if (staysDefault) return;
  const { id } = inserted(await targets.findBuiltin(tx, { project_id, builtin: wanted }));
  await targets.moveDefault(tx, { project_id, id });
  await recordAudit(ctx, tx, { action: "update", noun: "target", noun_id: id, details: { is_default: true } });
}

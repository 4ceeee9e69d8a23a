import { Limits, Timeouts } from "@tfbench/contracts";
import type { Prices, Target } from "@tfbench/contracts";
import { targets } from "@tfbench/store";
import type { Sql } from "@tfbench/store";
import { recordAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { inserted } from "../inserted.ts";

export type BuiltinConfig = { simulator_url: string; tinyfish_base_url: string; mock_mode: boolean };
type Builtin = Pick<Target, "name" | "provider" | "base_url" | "credential" | "simulated"> & {
  builtin: NonNullable<Target["builtin"]>;
  prices: Prices;
};

/** The rate TinyFish publishes; failed and cancelled runs cost their steps too. */
const PUBLISHED_PRICES: Prices = { usd_per_step: 0.016, bills: "all" };
const NO_PRICES: Prices = { usd_per_step: null, bills: "all" };

const builtinsOf = (config: BuiltinConfig): Builtin[] => [
  {
    builtin: "simulator",
    name: "Simulator",
    provider: "tinyfish",
    base_url: config.simulator_url,
    credential: "env:TFBENCH_SIMULATOR_KEY",
    simulated: true,
    prices: PUBLISHED_PRICES,
  },
  {
    builtin: "tinyfish",
    name: "TinyFish",
    provider: "tinyfish",
    base_url: config.tinyfish_base_url,
    credential: "env:TINYFISH_API_KEY",
    simulated: false,
    prices: PUBLISHED_PRICES,
  },
  {
    builtin: "simulator_llm",
    name: "Simulator (LLM)",
    provider: "openai",
    base_url: `${config.simulator_url}/v1`,
    credential: "env:TFBENCH_SIMULATOR_KEY",
    simulated: true,
    prices: NO_PRICES,
  },
];

/**
 * Keeps the targets that follow the configuration, at every start. In mock mode the default target of agents is the
 * simulator, otherwise TinyFish; a target of the user's own stays the default where it is of the same kind.
 */
export async function ensureBuiltinTargets(ctx: Context, config: BuiltinConfig): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await targets.holdProject(tx, ctx.project_id);
    for (const builtin of builtinsOf(config)) await ensure(ctx, tx, builtin);
    await chooseDefault(ctx, tx, config);
    await chooseEndpointDefault(ctx, tx, config);
  });
}

async function ensure(ctx: Context, tx: Sql, builtin: Builtin): Promise<void> {
  const { project_id } = ctx;
  const existing = await targets.findBuiltin(tx, { project_id, builtin: builtin.builtin });
  if (existing === undefined) {
    const row = {
      ...builtin,
      project_id,
      limits: Limits.parse({}),
      timeouts: Timeouts.parse({}),
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
  const current = await targets.findDefault(tx, { project_id: ctx.project_id, provider: "tinyfish" });
  const wanted = config.mock_mode ? "simulator" : "tinyfish";
  const staysDefault = current?.builtin === null ? current.simulated === config.mock_mode : current?.builtin === wanted;
  if (!staysDefault) await makeDefault(ctx, tx, wanted);
}

/** Mock mode is about agents: an endpoint of the user's own stays the default. Without it no rehearsal goes unasked for. */
async function chooseEndpointDefault(ctx: Context, tx: Sql, { mock_mode }: BuiltinConfig): Promise<void> {
  const { project_id } = ctx;
  const current = await targets.findDefault(tx, { project_id, provider: "openai" });
  if (mock_mode && current === undefined) return makeDefault(ctx, tx, "simulator_llm");
  if (mock_mode || current?.builtin !== "simulator_llm") return;
  await targets.dropDefault(tx, { project_id, id: current.id });
  await recordDefault(ctx, tx, { id: current.id, is_default: false });
}

async function makeDefault(ctx: Context, tx: Sql, builtin: Builtin["builtin"]): Promise<void> {
  const { project_id } = ctx;
  const { id } = inserted(await targets.findBuiltin(tx, { project_id, builtin }));
  await targets.moveDefault(tx, { project_id, id });
  await recordDefault(ctx, tx, { id, is_default: true });
}

const recordDefault = (ctx: Context, tx: Sql, { id, is_default }: { id: number; is_default: boolean }): Promise<void> =>
  recordAudit(ctx, tx, { action: "update", noun: "target", noun_id: id, details: { is_default } });

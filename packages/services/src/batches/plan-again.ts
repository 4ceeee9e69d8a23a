import { AppError, hideSecrets } from "@tfbench/contracts";
import type { BatchPlan } from "@tfbench/contracts";
import type { Context } from "../context.ts";
import { found } from "../not-found.ts";
import { drawSeed } from "./draw-seed.ts";
import { originOf, planTarget, readyTarget } from "./plan-batch.ts";
import { planLoad } from "./plan-load.ts";
import { readSource } from "./read-source.ts";

/**
 * The plan of `runs` runs like those of an earlier batch: its request and settings, on its target as that is today. Of a
 * trace `before` names the requests of these runs alone.
 */
export async function planAgain(ctx: Context, before: BatchPlan, runs: number): Promise<BatchPlan> {
  if (hideSecrets(before.request) !== before.request)
    throw new AppError("conflict", "The request holds a password in the clear, so it is not sent again.", {
      hint: "Give the automation the password as env:NAME, an environment variable of the worker, and trigger it anew.",
      details: { reason: "secret_in_request" },
    });
  if (before.settings.chats !== undefined)
    throw new AppError(
      "conflict",
      "A turn of a chat follows from the turns before it, so it is not run again by itself.",
      {
        hint: "Trigger its scenario anew, which has whole conversations.",
        details: { reason: "turn_of_chat" },
      },
    );
  const key = { scenario_id: before.scenario.id, target_id: before.target.id };
  const source = found(await readSource(ctx, key), { noun: "Scenario", id: before.scenario.id });
  const target = readyTarget(source);
  const seed = seedAgain(before);
  return {
    ...withoutLoad(before),
    ...(seed === undefined ? {} : { seed }),
    origin: originOf(target),
    target: planTarget(target),
    load: planLoad({ runs, settings: before.settings, target }),
  };
}

/** They do not ask the same again, as the far end would know the answer, unless repeats are what is measured. */
const seedAgain = ({ seed, settings: { prompts } }: BatchPlan): number | undefined =>
  seed === undefined || prompts?.allow_repeats === true ? seed : drawSeed();

/** A few runs again are no schedule again: they start when there is room, and are not cut short on purpose. */
function withoutLoad(before: BatchPlan): Omit<BatchPlan, "load" | "seed"> {
  const { load: _load, seed: _seed, run_count: _runs, is_open_ended: _isOpenEnded, ...rest } = before;
  const { budget: _budget, grace_ms: _grace, cancellation: _cancellation, ...more } = rest;
  const { warm_up_runs: _warmUpRuns, warm_up_ms: _warmUpMs, cool_down_ms: _coolDown, ...kept } = more;
  return kept;
}

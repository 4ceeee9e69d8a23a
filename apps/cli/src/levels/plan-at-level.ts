import type { LoadProfile } from "@tfbench/contracts";
import { chatPrompts } from "@tfbench/engine";
import { CliError } from "../cli-error.ts";
import { EXIT_CODE } from "../exit-code.ts";
import type { LocalPlan } from "../plan/local-plan.ts";
import { describeLevel } from "./describe-level.ts";
import type { LevelAxis } from "./level-task.ts";

export type Level = {
  axis: LevelAxis;
  level: number;
  /** Place among all loads of the command, from 0: repeats of a level count. */
  ordinal: number;
};

/** Prompts of one load begin where no other load's can have come to. */
const PROMPTS_A_LOAD = 10_000_000;
/** 2^31 divided by the golden ratio, and odd: seeds of neighbouring loads lie far apart. */
const SEED_STEP = 0x4f1bbcdd;

/**
 * The plan of one load of several: the level instead of the plan's own, and due times and prompts of its own, settled by the
 * plan's seed and the load's place. A prompt that an earlier load has sent could be answered from a cache. Throws a CliError
 * where the plan cannot have the level.
 */
export function planAtLevel(plan: LocalPlan, { axis, level, ordinal }: Level): LocalPlan {
  const seed = (plan.seed + Math.imul(ordinal, SEED_STEP)) & 0x7f_ff_ff_ff;
  return { ...plan, load: loadAt(plan, axis, level), seed, ...wordsAt(plan, ordinal, seed) };
}

function wordsAt({ prompts, chats }: LocalPlan, ordinal: number, seed: number): Pick<LocalPlan, "prompts" | "chats"> {
  if (chats !== null) {
    const { script } = chats;
    if (script.kind === "listed") {
      throw new CliError(EXIT_CODE.usage, "Conversations of a file would be the same at every level.", {
        hint: "Leave the file away for synthetic conversations, which differ.",
      });
    }
    const own = { ...script, prompts: { ...script.prompts, seed } };
    return { chats: { ...chats, script: own }, prompts: chatPrompts(own) };
  }
  const first = ordinal * PROMPTS_A_LOAD;
  return { chats, prompts: prompts === null ? null : { ...prompts, at: (index) => prompts.at(first + index) } };
}

function loadAt({ load, warmUpRuns }: LocalPlan, axis: LevelAxis, level: number): LoadProfile {
  if (axis === "concurrency" && load.kind === "closed") {
    const runs = (load.runs ?? Infinity) - warmUpRuns;
    if (runs < level) {
      throw new CliError(EXIT_CODE.usage, `${runs} runs cannot keep ${level} open.`, {
        hint: "Ask for more runs at each level: several times the highest concurrency.",
      });
    }
    return { ...load, concurrency: level, start_spread_ms: level === 1 ? 0 : load.start_spread_ms };
  }
  if (axis === "rate" && "rate_per_second" in load) return { ...load, rate_per_second: level };
  throw new CliError(EXIT_CODE.usage, `A load of the kind ${load.kind} has no ${describeLevel(axis, level)}.`, {
    hint: "Levels of concurrency need a closed load, levels of a rate a constant, poisson or gamma one.",
  });
}

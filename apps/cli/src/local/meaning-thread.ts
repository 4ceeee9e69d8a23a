import { adapterOf, loadTokenCounter } from "@tfbench/providers";
import { judgeGoal } from "@tfbench/checks";
import { lowerPriority, openMeaning, serveMeaning } from "@tfbench/engine";
import type { EndedRun, TokenCounter } from "@tfbench/engine";
import type { MeaningGiven } from "./meaning-given.ts";
import { nextTurnOf } from "./next-turn-of.ts";

// The thread that gives bytes their meaning: it must never take a core from the threads that stamp them.
lowerPriority();

/** Counting takes longer than all the rest of a run's meaning, and a wrong count shows in any of them. */
const MOST_CHECKED_RUNS = 100;
let checkedRuns = 0;
// Before the load begins: it takes a few milliseconds, and so the first runs are always the ones that are checked.
const counter = await loadCounter();

function takeTokenCounter(): TokenCounter | null {
  if (checkedRuns >= MOST_CHECKED_RUNS) return null;
  checkedRuns += 1;
  return counter;
}

/** Null where it cannot be read, and then no run is checked, which the report says. */
async function loadCounter(): Promise<TokenCounter | null> {
  try {
    return await loadTokenCounter();
  } catch {
    // No load has to fail for want of a cross-check.
    return null;
  }
}

await serveMeaning<EndedRun>((given, outlet) => {
  // Cloned into this thread by measureLoad, which is the only one to start it.
  const { plan, chats } = given as MeaningGiven;
  const adapter = adapterOf(plan.provider);
  return openMeaning(
    {
      prepared: adapter.prepare(plan, null),
      stallMs: adapter.stallMs,
      judge: judgeGoal,
      settings: plan.settings,
      priceVersion: plan.target.prices.version,
      takeTokenCounter,
      timeouts: plan.timeouts,
      ...(chats === null ? {} : { nextTurn: nextTurnOf(chats) }),
    },
    outlet,
  );
});

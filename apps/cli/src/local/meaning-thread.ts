import { judgeGoal } from "@tfbench/checks";
import { lowerPriority, openMeaning, serveMeaning } from "@tfbench/engine";
import type { EndedRun } from "@tfbench/engine";
import { adapterOf } from "@tfbench/providers";
import type { MeaningGiven } from "./meaning-given.ts";

// The thread that gives bytes their meaning: it must never take a core from the threads that stamp them.
lowerPriority();

await serveMeaning<EndedRun>((given, outlet) => {
  // Cloned into this thread by measureLoad, which is the only one to start it.
  const { plan } = given as MeaningGiven;
  const adapter = adapterOf(plan.provider);
  return openMeaning(
    {
      prepared: adapter.prepare(plan, null),
      stallMs: adapter.stallMs,
      judge: judgeGoal,
      settings: plan.settings,
      priceVersion: plan.target.prices.version,
      countTokens: null,
      timeouts: plan.timeouts,
    },
    outlet,
  );
});

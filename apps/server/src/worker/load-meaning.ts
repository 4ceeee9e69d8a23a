import { judgeGoal } from "@tfbench/checks";
import type { BatchPlan, RunResult } from "@tfbench/contracts";
import { lowerPriority, openMeaning, serveMeaning } from "@tfbench/engine";
import { adapterOf } from "@tfbench/providers";
import { nextTurnOf } from "./next-turn-of.ts";
import { tokenCost } from "@tfbench/stats";
import type { LoadGiven, LoadRecord } from "./load-record.ts";

// The thread that gives bytes their meaning: it must never take a core from the threads that stamp them.
lowerPriority();

await serveMeaning<LoadRecord>((given, outlet) => {
  // Cloned into this thread by executeLoad, which is the only one to start it.
  const { plan, credential, batch_origin_ms } = given as LoadGiven;
  const nextTurn = nextTurnOf(plan, credential);
  const adapter = adapterOf(plan.provider);
  let originMs = NaN;
  let begun: LoadRecord[] = [];
  const flush = (): void => {
    const records = begun;
    begun = [];
    if (records.length > 0) outlet.emit(records);
  };
  const meaning = openMeaning(
    {
      prepared: adapter.prepare(plan, null),
      stallMs: adapter.stallMs,
      judge: judgeGoal,
      settings: plan.settings,
      priceVersion: plan.target.prices.version,
      takeTokenCounter: null,
      timeouts: plan.timeouts,
      ...(nextTurn === null ? {} : { nextTurn }),
    },
    {
      ask: outlet.ask,
      emit(ended) {
        // A run's start is told before its end.
        flush();
        outlet.emit(ended.map(({ index, result }) => ({ kind: "finished", index, result: priced(result, plan) })));
      },
    },
  );
  return {
    ...meaning,
    begin(begin) {
      originMs = begin.originMs - (batch_origin_ms === null ? 0 : begin.wallAnchorMs - batch_origin_ms);
      meaning.begin({ ...begin, originMs });
    },
    start(run, stamps, isFresh) {
      if (begun.length === 0) setImmediate(flush);
      begun.push({
        kind: "started",
        index: run,
        due_offset_ms: stamps.dueMs - originMs,
        started_offset_ms: stamps.startedMs - originMs,
      });
      meaning.start(run, stamps, isFresh);
    },
  };
});

function priced(result: RunResult, { target: { prices } }: BatchPlan): RunResult {
  const cost_usd = tokenCost(result, prices);
  return { ...result, cost_usd, price_version: cost_usd === null ? null : prices.version };
}

import type { BatchPlan } from "@tfbench/contracts";
import { chatPlanOf, openNextTurn, requestOfRun } from "@tfbench/engine";
import { nextTurn, requestFormOf } from "@tfbench/providers";
import { requestBytesOf } from "./request-bytes-of.ts";

/** What follows each run of a load of chats; null where every run stands alone. */
export function nextTurnOf(plan: BatchPlan, credential: string | null): ReturnType<typeof openNextTurn> | null {
  const chats = chatPlanOf(plan);
  if (chats === null) return null;
  const form = requestFormOf(plan.provider);
  return openNextTurn(chats, {
    seed: plan.seed ?? 0,
    firstBody: (conversation) => requestOfRun(plan, conversation * chats.turns, form),
    nextBody: (before, turn) => nextTurn(plan.provider, before, turn),
    bytesOf: requestBytesOf(plan, credential),
  });
}

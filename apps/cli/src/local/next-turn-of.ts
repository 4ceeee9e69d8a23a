import { chatPrompts, openNextTurn } from "@tfbench/engine";
import { adapterOf, nextTurn } from "@tfbench/providers";
import type { ChatsGiven } from "./meaning-given.ts";
import { requestBytes } from "./request-bytes.ts";
import { toBatchPlan } from "./to-batch-plan.ts";
import { wireBodyOf } from "./wire-body.ts";

/** What follows each run of a load of chats, built as the main thread builds the first turns. */
export function nextTurnOf({ chats, plan, url, credential }: ChatsGiven): ReturnType<typeof openNextTurn> {
  const own = { ...plan, chats, prompts: chatPrompts(chats.script) };
  const adapter = adapterOf(plan.provider);
  return openNextTurn(chats, {
    seed: plan.seed,
    nextBody: (before, turn) => nextTurn(plan.provider, before, turn),
    firstBody: (conversation) => wireBodyOf(own, conversation),
    bytesOf: (body) =>
      requestBytes(adapter.prepare(toBatchPlan(own, url, body), credential).start, { url, headers: plan.headers }),
  });
}

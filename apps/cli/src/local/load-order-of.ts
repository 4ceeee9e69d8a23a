import { chatsOf } from "@tfbench/engine";
import type { LoadOrder } from "@tfbench/engine";
import { adapterOf } from "@tfbench/providers";
import type { LocalPlan } from "../plan/local-plan.ts";
import { extentOf } from "./extent-of.ts";
import type { MeaningGiven } from "./meaning-given.ts";
import { originOf, requestBytes } from "./request-bytes.ts";
import { createRequestFeed } from "./request-feed.ts";
import { toBatchPlan } from "./to-batch-plan.ts";
import { wireBodyOf } from "./wire-body.ts";

const MEANING_ENTRY = new URL(
  import.meta.url.endsWith(".ts") ? "./meaning-thread.ts" : "./meaning-thread.js",
  import.meta.url,
);
type OrderGiven = {
  url: string;
  credential: string | null;
  /** More headers of one run. */
  headersAt?: (index: number) => Readonly<Record<string, string>>;
};

/** What the engine is asked for: each run's whole request, when it is due, and the thread that gives it meaning. */
export function loadOrderOf(plan: LocalPlan, { url, credential, headersAt }: OrderGiven): LoadOrder {
  const adapter = adapterOf(plan.provider);
  const bytesOf = (index: number): Uint8Array =>
    requestBytes(adapter.prepare(toBatchPlan(plan, url, wireBodyOf(plan, index)), credential).start, {
      url,
      headers: headersAt === undefined ? plan.headers : { ...plan.headers, ...headersAt(index) },
    });
  const given: MeaningGiven = {
    plan: toBatchPlan(plan, url, wireBodyOf(plan, 0)),
    chats: chatsGiven(plan, { url, credential }),
  };
  return {
    origin: originOf(url, plan.isTlsUnverified),
    requests: createRequestFeed(extentOf(plan.load, plan.seed).runs ?? Infinity, bytesOf),
    profile: plan.load,
    seed: plan.seed,
    timeouts: plan.timeouts,
    connections: plan.connections,
    threads: plan.threads,
    ...(plan.transport === null ? {} : { transport: plan.transport }),
    ...(plan.cancellation === null ? {} : { cancellation: plan.cancellation }),
    ...(plan.chats === null ? {} : { chats: chatsOf(plan.chats) }),
    ...(plan.graceMs === null ? {} : { grace_ms: plan.graceMs }),
    meaning: { entry: MEANING_ENTRY, given },
  };
}

function chatsGiven(
  { prompts: _prompts, chats, ...plan }: LocalPlan,
  { url, credential }: Pick<OrderGiven, "url" | "credential">,
): MeaningGiven["chats"] {
  return chats === null ? null : { chats, plan, url, credential };
}

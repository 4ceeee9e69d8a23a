import { z } from "zod";
import type { Exchange } from "../exchange.ts";
import { LlmScript } from "../llm/llm-script.ts";
import { monotonicNowMs } from "../monotonic-now-ms.ts";
import { readJsonBody } from "../read-json-body.ts";
import { sendJson } from "../send-json.ts";

const Freeze = z.strictObject({ ms: z.number().min(0).max(600_000) });
const Settings = z.strictObject({
  slots: z.int().min(1).nullable().optional(),
  /** Replaces the default script. */
  script: LlmScript.optional(),
});

/** POST /simulate/freeze: nothing is written and no request is looked at for this long; connections are still accepted, as by a kernel. */
export async function freeze({ req, state, response }: Exchange): Promise<void> {
  const { ms } = await readJsonBody(req, { schema: Freeze, maxBytes: state.options.max_body_bytes });
  const from_ms = monotonicNowMs();
  sendJson(response, 200, { from_ms, until_ms: from_ms + ms });
  state.frozenUntilMs = from_ms + ms;
  state.dueQueue.holdUntil(state.frozenUntilMs);
  state.llm.pacer.holdUntil(state.frozenUntilMs);
}

/** POST /simulate/settings: for every LLM request from here on. */
export async function changeSettings({ req, state, response }: Exchange): Promise<void> {
  const settings = await readJsonBody(req, { schema: Settings, maxBytes: state.options.max_body_bytes });
  if (settings.slots !== undefined) state.llm.slots.setLimit(settings.slots);
  if (settings.script) state.llm.defaultScript = settings.script;
  sendJson(response, 200, { script: state.llm.defaultScript });
}

/** POST /simulate/reset: forgets counters, finished requests of the ground truth and cached prompts. */
export function reset({ state: { llm }, response }: Exchange): void {
  llm.metrics.reset();
  llm.truth.reset();
  llm.prefixCache.reset();
  sendJson(response, 200, { reset: true });
}

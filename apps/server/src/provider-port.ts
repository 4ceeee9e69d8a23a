import { createSchedule, chatPlanOf, plannedEndMs, requestOfRun, wordsOfTurn } from "@tfbench/engine";
import {
  countInputTokens,
  describeRequest,
  nextTurn,
  readTraceText,
  requestFormOf,
  testTarget,
} from "@tfbench/providers";
import type { PromptPlan, ProviderPort } from "@tfbench/services";
import { placeInChat } from "@tfbench/stats";

/** What verbs may ask of the providers; secrets are read here and nowhere else in the API. */
export const providerPort = (readCredential: (name: string) => string | null): ProviderPort => ({
  describeRequest: (plan) => describeRequest({ ...plan, request: firstRequest(plan, 0) }),
  requestOfRun(plan, index, answers) {
    const chats = chatPlanOf(plan);
    const first = firstRequest(plan, index);
    if (chats === null) return first;
    const { conversation } = placeInChat(chats, index);
    return answers.reduce<typeof first>((before, answer, turn) => {
      const says = wordsOfTurn(chats.script, conversation, turn + 1);
      return says === null ? before : nextTurn(plan.provider, before, { answer, says });
    }, first);
  },
  testTarget: (target, signal) => testTarget(target, { readCredential, signal }),
  readTrace({ name, form, text, unit = null, speed }) {
    const options = { speed, unit, requests: null, durationMs: null };
    const { dueOffsetsMs, requests } = readTraceText({ name, form, text }, options);
    return {
      due_offsets_ms: [...dueOffsetsMs],
      requests: requests.map(({ inputTokens, outputTokens, blocks }) => ({
        input_tokens: inputTokens,
        output_tokens: outputTokens,
        blocks: blocks === null ? null : [...blocks],
      })),
    };
  },
  countInputTokens,
  countRuns: (load, seed) => createSchedule(load, seed).length,
  plannedEndMs(load, seed) {
    const endMs = plannedEndMs(load, seed);
    return endMs === Infinity ? null : endMs;
  },
});

const firstRequest = (plan: PromptPlan, index: number) => requestOfRun(plan, index, requestFormOf(plan.provider));

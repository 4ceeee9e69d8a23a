import { resolve } from "node:path";
import { syntheticPrompts } from "@tfbench/engine";
import type { PromptSource, SyntheticOptions } from "@tfbench/engine";
import { readPromptFile } from "../prompts/read-prompt-file.ts";
import { imagePart } from "../prompts/resolve-images.ts";
import type { ImagePlace } from "../prompts/resolve-images.ts";
import { tracePrompts, withTraceLengths } from "../prompts/trace-prompts.ts";
import { withImages } from "../prompts/with-images.ts";
import type { Trace } from "@tfbench/engine";
import type { ScenarioFile } from "./scenario-file.ts";

/** Where neither the file nor a trace says how long prompts are. */
const DEFAULT_INPUT_TOKENS = 128;

/** What runs of a scenario say; null where its request says everything itself. */
export function promptsFromFile(
  scenario: ScenarioFile,
  { images, trace }: { images: ImagePlace; trace: Trace | null },
): PromptSource | null {
  const source = textsOf(scenario, images, trace);
  const parts = (scenario.prompts?.images ?? []).map((image) => imagePart(image, images));
  return source === null ? null : withImages(source, parts);
}

function textsOf(scenario: ScenarioFile, { folder, readImage }: ImagePlace, trace: Trace | null): PromptSource | null {
  const { prompts, request } = scenario;
  if (prompts?.file !== undefined) {
    const source = readPromptFile(resolve(folder, prompts.file), readImage);
    return trace === null ? source : withTraceLengths(source, trace);
  }
  const isWritten = ["messages", "prompt", "input"].some((name) => request[name] !== undefined);
  if (prompts?.synthetic === undefined && (trace === null || isWritten)) return null;
  const options = syntheticFromFile(scenario);
  return trace === null ? syntheticPrompts(options) : tracePrompts(trace, options);
}

export const syntheticFromFile = ({ prompts, seed }: ScenarioFile): SyntheticOptions => ({
  seed,
  inputTokens: prompts?.synthetic?.input_tokens ?? DEFAULT_INPUT_TOKENS,
  sharedPrefixTokens: prompts?.synthetic?.shared_prefix_tokens ?? 0,
  outputTokens: null,
  isRepeated: prompts?.allow_repeats ?? false,
});

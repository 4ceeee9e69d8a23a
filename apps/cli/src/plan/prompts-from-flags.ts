import { syntheticPrompts } from "@tfbench/engine";
import type { PromptSource, SyntheticOptions } from "@tfbench/engine";
import { createImageReader } from "../prompts/read-image.ts";
import type { ReadImage } from "../prompts/read-image.ts";
import { readPromptFile } from "../prompts/read-prompt-file.ts";
import { imagePart } from "../prompts/resolve-images.ts";
import { tracePrompts, withTraceLengths } from "../prompts/trace-prompts.ts";
import { withImages } from "../prompts/with-images.ts";
import type { Trace } from "../trace/trace.ts";

export type PromptFlags = {
  seed: number;
  inputTokens: number;
  sharedPrefixTokens: number;
  promptFile?: string;
  image: string[];
  allowRepeats?: boolean;
};

/** What runs say by the flags: words of a file or made-up ones, as long as a trace says, with images behind them. */
export function promptsFromFlags(flags: PromptFlags, trace: Trace | null): PromptSource {
  const readImage = createImageReader();
  const parts = flags.image.map((image) => imagePart(image, { folder: ".", readImage }));
  return withImages(textsOf(flags, trace, readImage), parts);
}

function textsOf(flags: PromptFlags, trace: Trace | null, readImage: ReadImage): PromptSource {
  if (flags.promptFile !== undefined) {
    const source = readPromptFile(flags.promptFile, readImage);
    return trace === null ? source : withTraceLengths(source, trace);
  }
  return trace === null ? syntheticPrompts(syntheticFromFlags(flags)) : tracePrompts(trace, syntheticFromFlags(flags));
}

export const syntheticFromFlags = (flags: PromptFlags): SyntheticOptions => ({
  seed: flags.seed,
  inputTokens: flags.inputTokens,
  sharedPrefixTokens: flags.sharedPrefixTokens,
  outputTokens: null,
  isRepeated: flags.allowRepeats === true,
});

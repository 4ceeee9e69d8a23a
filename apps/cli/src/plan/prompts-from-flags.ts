import { syntheticPrompts } from "@tfbench/engine";
import type { PromptSource, SyntheticOptions } from "@tfbench/engine";
import { CliError } from "../cli-error.ts";
import { EXIT_CODE } from "../exit-code.ts";
import { createImageReader } from "../prompts/read-image.ts";
import type { ReadImage } from "../prompts/read-image.ts";
import { readPromptFile } from "../prompts/read-prompt-file.ts";
import { imagePart } from "../prompts/resolve-images.ts";
import { tracePrompts, withTraceLengths } from "../prompts/trace-prompts.ts";
import { withImages } from "../prompts/with-images.ts";
import type { Trace } from "@tfbench/engine";

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

/** Throws a CliError where prompts would have to share more than they have. */
export function syntheticFromFlags({
  seed,
  inputTokens,
  sharedPrefixTokens,
  allowRepeats,
}: PromptFlags): SyntheticOptions {
  if (sharedPrefixTokens > inputTokens) {
    throw new CliError(
      EXIT_CODE.usage,
      `--shared-prefix-tokens ${sharedPrefixTokens} is more than the ${inputTokens} tokens of a prompt.`,
      { hint: `The shared part counts in them: give --input-tokens more than ${sharedPrefixTokens}.` },
    );
  }
  return { seed, inputTokens, sharedPrefixTokens, outputTokens: null, isRepeated: allowRepeats === true };
}

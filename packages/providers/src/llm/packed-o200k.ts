import { packVocabulary } from "./pack-vocabulary.ts";

/** The vocabulary of gpt-tokenizer. A built program reads it packed from a file beside it: see its `build.ts`. */
export async function packedO200k(): Promise<Uint8Array> {
  const { default: tokens } = await import("gpt-tokenizer/bpeRanks/o200k_base");
  return packVocabulary(tokens);
}

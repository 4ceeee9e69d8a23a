import { packedO200k } from "./packed-o200k.ts";
import { Vocabulary } from "./vocabulary.ts";

/**
 * Counts tokens with the o200k vocabulary, which comes with its package: nothing is fetched. Other models have other
 * vocabularies, so this checks a server's own count and never replaces it.
 */
export async function loadTokenCounter(): Promise<(text: string) => number> {
  const vocabulary = new Vocabulary(await packedO200k());
  return (text) => vocabulary.count(text);
}

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

const WORDS = 1_000;
const UNKNOWN = "<unk>";

/**
 * A tokenizer with a token for each word, as the `tokenizers` library reads it, so that no tool asks a hub for one. Any row
 * of its tokens becomes a text of as many tokens again, which generators of prompts insist on.
 */
export async function writeTokenizer(folder: string): Promise<void> {
  const words = [UNKNOWN, ...Array.from({ length: WORDS }, (_, index) => `w${index}`)];
  const flags = { special: true, single_word: false, lstrip: false, rstrip: false, normalized: false };
  const parts = { truncation: null, padding: null, normalizer: null, post_processor: null, decoder: null };
  const vocab = Object.fromEntries(words.map((word, index) => [word, index]));
  await mkdir(folder, { recursive: true });
  const files = {
    "tokenizer.json": {
      ...{ version: "1.0", ...parts },
      added_tokens: [{ id: 0, content: UNKNOWN, ...flags }],
      pre_tokenizer: { type: "WhitespaceSplit" },
      model: { type: "WordLevel", vocab, unk_token: UNKNOWN },
    },
    "tokenizer_config.json": {
      ...{ tokenizer_class: "PreTrainedTokenizerFast", clean_up_tokenization_spaces: false },
      ...{ unk_token: UNKNOWN, eos_token: UNKNOWN, pad_token: UNKNOWN, model_max_length: 1_000_000 },
    },
    "config.json": { model_type: "gpt2" },
  };
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), JSON.stringify(content));
}

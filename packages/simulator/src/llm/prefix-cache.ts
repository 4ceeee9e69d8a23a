const CHARACTERS_PER_BLOCK = 64;
const TOKENS_PER_BLOCK = 16;
const MOST_BLOCKS = 200_000;

/** How much of a prompt began some earlier prompt, in whole blocks as vLLM keeps them. */
export interface PrefixCache {
  /** Tokens found; the prompt's own blocks are in the cache from here on. */
  lookUp(prompt: string): number;
  reset(): void;
}

export function createPrefixCache(): PrefixCache {
  const blocks = new Set<number>();
  return {
    lookUp(prompt) {
      let hash = 0x811c9dc5;
      let found = 0;
      let isPrefix = true;
      const whole = Math.floor(prompt.length / CHARACTERS_PER_BLOCK);
      for (let block = 1; block <= whole; block++) {
        hash = hashOn(hash, prompt, (block - 1) * CHARACTERS_PER_BLOCK);
        // Two prompts that differ hash alike once in millions; the block's number makes that rarer still.
        const key = (hash >>> 0) * 0x10_0000 + (block & 0xf_ffff);
        isPrefix &&= blocks.has(key);
        if (isPrefix) found = block;
        else blocks.add(key);
      }
      for (const oldest of blocks) {
        if (blocks.size <= MOST_BLOCKS) break;
        blocks.delete(oldest);
      }
      return found * TOKENS_PER_BLOCK;
    },
    reset: () => blocks.clear(),
  };
}

/** FNV-1a over one block, going on from the blocks before it. */
function hashOn(hash: number, text: string, fromIndex: number): number {
  let mixed = hash;
  for (let index = fromIndex; index < fromIndex + CHARACTERS_PER_BLOCK; index++) {
    mixed = Math.imul(mixed ^ text.charCodeAt(index), 0x01000193);
  }
  return mixed;
}

/** A token's text, or its bytes where they are no text by themselves. */
export type VocabularyToken = string | readonly number[];

const COUNT_BYTES = 4;
const LONGEST_TOKEN = 255;

/** How many tokens there are (u32, little endian), the length of each in bytes (u8; 0: none has this rank), their bytes. */
export function packVocabulary(tokens: readonly (VocabularyToken | undefined)[]): Uint8Array {
  const pieces = Array.from(tokens, (token = "") =>
    typeof token === "string" ? Buffer.from(token) : Uint8Array.from(token),
  );
  const tooLong = pieces.find(({ length }) => length > LONGEST_TOKEN);
  if (tooLong !== undefined) throw new Error(`A token of ${tooLong.length} bytes cannot be packed.`);
  const head = Buffer.alloc(COUNT_BYTES + pieces.length);
  head.writeUInt32LE(pieces.length);
  for (const [rank, { length }] of pieces.entries()) head[COUNT_BYTES + rank] = length;
  return Buffer.concat([head, ...pieces]);
}

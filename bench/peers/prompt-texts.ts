/** All different, so that no cache of a tool or a server plays a part. */
export const promptTexts = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `Question ${index + 1}: how long does a token take from there to here?`);

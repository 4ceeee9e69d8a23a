const WORDS = (
  "the lamp stands near a window and its light falls over every page we read while rain keeps on with little wind " +
  "so nobody minds waiting for an answer that comes one word after another until it is long enough to measure"
)
  .split(" ")
  .map((word) => ` ${word}`);

/** Token number `index` of a made-up text, and the `count - 1` after it. Each is one word. */
export function madeUpWords(seed: number, index: number, count: number): string {
  let text = "";
  for (let offset = 0; offset < count; offset++) text += WORDS[(seed + index + offset) % WORDS.length] ?? "";
  return text;
}

const MOST_TAGS = 10;
const LONGEST_TAG = 64;

/** Tags as they were typed, with commas between them, and what is wrong with them. */
export function readTags(text: string): { tags: string[]; problem: string | null } {
  const tags = [...new Set(text.split(",").map((tag) => tag.trim()))].filter((tag) => tag !== "");
  const tooLong = tags.find((tag) => tag.length > LONGEST_TAG);
  if (tooLong !== undefined)
    return { tags, problem: `A tag has at most ${LONGEST_TAG} characters; one has ${tooLong.length}.` };
  if (tags.length > MOST_TAGS) return { tags, problem: `At most ${MOST_TAGS} tags at once; these are ${tags.length}.` };
  return { tags, problem: null };
}

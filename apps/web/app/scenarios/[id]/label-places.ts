/** Where the label of a level line stands: over or under its line, at its start or its end. */
export type LabelPlace = "insideStartTop" | "insideStartBottom" | "insideEndTop" | "insideEndBottom";

/** A line nearer to the one above it than this share of its height leaves no room for a label between them. */
const CLOSE = 0.75;

/** Places within a group of close lines, the highest first: the outer two on their far sides, those between at the end. */
const PLACES: Record<number, readonly LabelPlace[]> = {
  1: ["insideStartTop"],
  2: ["insideStartTop", "insideStartBottom"],
  3: ["insideStartTop", "insideEndTop", "insideStartBottom"],
  4: ["insideStartTop", "insideEndTop", "insideEndBottom", "insideStartBottom"],
};
const MOST_TOGETHER = 4;

/** A place for the label of each level, so that labels of close lines do not cover each other. */
export function labelPlaces(levels: readonly { at: number }[]): LabelPlace[] {
  const places = levels.map((): LabelPlace => "insideStartTop");
  const falling = levels.map(({ at }, index) => ({ at, index })).toSorted((a, b) => b.at - a.at);
  let group: typeof falling = [];
  const placeGroup = () =>
    group.forEach(({ index }, place) => {
      places[index] = PLACES[group.length]?.[place] ?? "insideStartTop";
    });
  for (const level of falling) {
    const above = group.at(-1);
    if (above !== undefined && (level.at < above.at * CLOSE || group.length === MOST_TOGETHER)) {
      placeGroup();
      group = [];
    }
    group.push(level);
  }
  placeGroup();
  return places;
}

import type { Spark } from "./stat-tile.tsx";

export const SPARK_WIDTH = 96;
export const SPARK_HEIGHT = 24;
/** Room for the thickness of the line at both ends of the scale. */
const PAD = 2;

const at = ({ x, y }: NonNullable<Spark[number]>) =>
  `${(x * SPARK_WIDTH).toFixed(1)} ${(PAD + y * (SPARK_HEIGHT - 2 * PAD)).toFixed(1)}`;

/** One path; a gap in the figures lifts the pen, and a step alone is a dot. */
export function sparkPath(spark: Spark): string {
  return spark
    .map((point, index) => {
      if (point === null) return "";
      const isFirst = index === 0 || spark[index - 1] === null;
      const isAlone = isFirst && (index + 1 >= spark.length || spark[index + 1] === null);
      return `${isFirst ? "M" : "L"}${at(point)}${isAlone ? "h.1" : ""}`;
    })
    .join("");
}

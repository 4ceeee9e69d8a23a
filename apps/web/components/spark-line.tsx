import { classNames } from "./class-names.ts";
import type { Spark } from "./stat-tile.tsx";

const WIDTH = 96;
const HEIGHT = 24;
/** Room for the thickness of the line at both ends of the scale. */
const PAD = 2;

const at = ({ x, y }: NonNullable<Spark[number]>) =>
  `${(x * WIDTH).toFixed(1)} ${(PAD + y * (HEIGHT - 2 * PAD)).toFixed(1)}`;

/** One path; a gap in the figures lifts the pen, and a step alone is a dot. */
function pathOf(spark: Spark): string {
  return spark
    .map((point, index) => {
      if (point === null) return "";
      const isFirst = index === 0 || spark[index - 1] === null;
      const isAlone = isFirst && (index + 1 >= spark.length || spark[index + 1] === null);
      return `${isFirst ? "M" : "L"}${at(point)}${isAlone ? "h.1" : ""}`;
    })
    .join("");
}

/** How a figure went, without words: the chart of the same figure says them. */
export function SparkLine({ spark, className }: { spark: Spark; className?: string }) {
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden
      className={classNames("text-muted", className)}
    >
      <path
        d={pathOf(spark)}
        fill="none"
        stroke="currentColor"
        strokeWidth={1.5}
        strokeLinecap="round"
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}

import { classNames } from "./class-names.ts";
import { SPARK_HEIGHT, SPARK_WIDTH, sparkPath } from "./spark-path.ts";
import type { Spark } from "./stat-tile.tsx";

/** How a figure went, without words: the chart of the same figure says them. */
export function SparkLine({ spark, className }: { spark: Spark; className?: string }) {
  return (
    <svg
      viewBox={`0 0 ${SPARK_WIDTH} ${SPARK_HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden
      className={classNames("text-muted", className)}
    >
      <path
        d={sparkPath(spark)}
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

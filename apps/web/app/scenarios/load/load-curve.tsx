import type { LoadProfile } from "@tfbench/contracts";
import { describeLoad } from "#components/load/describe-load.ts";
import { planArrivals } from "#components/load/plan-arrivals.ts";
import { prepareCurve } from "./prepare-curve.ts";

/** The plot's own measure; stretched to the width there is. */
const WIDTH = 1_000;
const HEIGHT = 100;

/** What a profile will ask for, drawn before anything is sent. */
export function LoadCurve({ load, counted }: { load: LoadProfile; counted: "run" | "conversation" }) {
  const { shape, top, end, caption } = prepareCurve(planArrivals(load), counted);
  const at = ({ x, y }: { x: number; y: number }) => `${x * WIDTH},${y * HEIGHT}`;
  const line = shape.map(at).join(" ");
  return (
    <figure aria-label="Planned arrivals" className="rounded-control border bg-panel p-3">
      <figcaption className="text-meta">
        <span className="font-strong">{caption}</span>{" "}
        <span className="text-muted">{describeLoad(load, counted)}.</span>
      </figcaption>
      <div className="mt-2 text-caption text-muted">{top}</div>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden
        className="h-16 w-full overflow-visible border-b text-text"
      >
        <polygon points={`0,${HEIGHT} ${line} ${WIDTH},${HEIGHT}`} fill="currentColor" opacity={0.15} />
        <polyline
          points={line}
          fill="none"
          stroke="currentColor"
          strokeWidth={1.5}
          strokeLinejoin="round"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <div className="mt-0.5 flex justify-between text-caption text-muted">
        <span>0 s</span>
        <span>{end}</span>
      </div>
    </figure>
  );
}

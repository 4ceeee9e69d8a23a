"use client";

import type { ReactNode } from "react";
import { useIsHydrated } from "#components/use-is-hydrated.ts";
import { formatWhen } from "#format/format-instant.ts";
import { formatNumber } from "#format/format-number.ts";
import { GRID, niceStep } from "./axes.ts";

/** The plot's own measure: everything in it is drawn on a square of 1,000, so that one picture fits every width. */
export const PLOT = 1_000;

type PreviewPlotProps = {
  label: string;
  axis: { name: string; max: number };
  period: { from: string; to: string };
  /** SVG shapes on the square. */
  children: ReactNode;
  /** What must keep its shape at any width, placed by shares of the plot. */
  over?: ReactNode;
};

/** A chart's picture as the server can draw it: what the first look needs, without the chart's script. */
export function PreviewPlot({ label, axis: { name, max }, period, children, over }: PreviewPlotProps) {
  const isHydrated = useIsHydrated();
  const step = niceStep(max);
  const ticks = Array.from({ length: Math.floor(max / step) + 1 }, (_, index) => index * step);
  return (
    <div role="img" aria-label={label} className="relative size-full text-caption text-muted">
      <span className="absolute top-1 left-2">{name}</span>
      <div className="absolute" style={{ inset: `${GRID.top}px ${GRID.right}px ${GRID.bottom}px ${GRID.left}px` }}>
        {ticks.map((tick) => (
          <span
            key={tick}
            className="absolute inset-x-0 border-t border-border/60"
            style={{ bottom: `${(tick / max) * 100}%` }}
          >
            <span className="absolute right-full -translate-y-1/2 pr-2">
              {formatNumber(tick, Number.isInteger(tick) ? 0 : 1)}
            </span>
          </span>
        ))}
        <svg viewBox={`0 0 ${PLOT} ${PLOT}`} preserveAspectRatio="none" className="absolute size-full" aria-hidden>
          {children}
        </svg>
        {over}
      </div>
      {/* The server does not know the visitor's zone. */}
      {isHydrated ? (
        <div className="absolute bottom-0 flex justify-between" style={{ left: GRID.left, right: GRID.right }}>
          <span>{formatWhen(period.from, 0)}</span>
          <span>{formatWhen(period.to, 0)}</span>
        </div>
      ) : null}
    </div>
  );
}

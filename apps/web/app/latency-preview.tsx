"use client";

import { GRID, niceStep } from "#components/charts/axes.ts";
import { useIsHydrated } from "#components/use-is-hydrated.ts";
import { formatWhen } from "#format/format-instant.ts";
import { formatNumber } from "#format/format-number.ts";
import { inUnit } from "#format/duration-unit.ts";
import { latencyMax } from "./latency-chart.ts";
import type { LatencyChart } from "./prepare-latency.ts";

/** Shares of the drawn rectangle in 1/1000, so that one picture fits every width. */
const SCALE = 1_000;

type Place = { x: number; y: number };

function placer(chart: LatencyChart) {
  const from = Date.parse(chart.from);
  const lengthMs = Date.parse(chart.to) - from;
  const max = latencyMax(chart);
  return (atMs: number, valueMs: number): Place => ({
    x: ((atMs - from) / lengthMs) * SCALE,
    y: (1 - inUnit(chart.unit, valueMs) / max) * SCALE,
  });
}

/** Lines through neighbours only: a step without a measurement ends one and the next begins another. */
function linesOf(chart: LatencyChart): string[] {
  const place = placer(chart);
  const lines: Place[][] = [[]];
  for (const { at, p50Ms } of chart.points) {
    if (p50Ms === null) lines.push([]);
    else lines.at(-1)?.push(place(Date.parse(at), p50Ms));
  }
  return lines.filter((line) => line.length > 0).map((line) => line.map(({ x, y }) => `${x},${y}`).join(" "));
}

/** The same picture as the chart without its script: what the first look needs. */
export function LatencyPreview({ chart, slot }: { chart: LatencyChart; slot: number }) {
  const isHydrated = useIsHydrated();
  const place = placer(chart);
  const max = latencyMax(chart);
  const step = niceStep(max);
  const ticks = Array.from({ length: Math.floor(max / step) + 1 }, (_, index) => index * step);
  const color = `var(--series-${slot + 1})`;
  return (
    <div
      role="img"
      aria-label={`${chart.title}. ${chart.basis}`}
      className="relative size-full text-caption text-muted"
    >
      <span className="absolute top-1 left-2">total time ({chart.unit})</span>
      <div className="absolute" style={{ inset: `${GRID.top}px ${GRID.right}px ${GRID.bottom}px ${GRID.left}px` }}>
        {ticks.map((tick) => (
          <span
            key={tick}
            className="absolute -inset-x-0 border-t border-border/60"
            style={{ bottom: `${(tick / max) * 100}%` }}
          >
            <span className="absolute right-full -translate-y-1/2 pr-2">
              {formatNumber(tick, Number.isInteger(tick) ? 0 : 1)}
            </span>
          </span>
        ))}
        <svg viewBox={`0 0 ${SCALE} ${SCALE}`} preserveAspectRatio="none" className="absolute size-full" aria-hidden>
          {chart.points.map(({ at, p10Ms, p90Ms }) => {
            if (p10Ms === null || p90Ms === null) return null;
            const middle = Date.parse(at);
            const from = place(middle - chart.stepMs / 2, p90Ms);
            const to = place(middle + chart.stepMs / 2, p10Ms);
            return (
              <rect
                key={at}
                x={from.x}
                y={from.y}
                width={to.x - from.x}
                height={Math.max(to.y - from.y, 4)}
                fill={color}
                opacity={0.15}
              />
            );
          })}
          {linesOf(chart).map((points) => (
            <polyline
              key={points}
              points={points}
              fill="none"
              stroke={color}
              strokeWidth={1.5}
              strokeLinecap="round"
              vectorEffect="non-scaling-stroke"
            />
          ))}
        </svg>
        {chart.points.map(({ at, p50Ms }) => {
          if (p50Ms === null) return null;
          const { x, y } = place(Date.parse(at), p50Ms);
          return (
            <i
              key={at}
              className="absolute size-1 -translate-1/2 rounded-full"
              style={{ left: `${x / 10}%`, top: `${y / 10}%`, background: color }}
            />
          );
        })}
      </div>
      {isHydrated ? (
        <div className="absolute bottom-0 flex justify-between" style={{ left: GRID.left, right: GRID.right }}>
          <span>{formatWhen(chart.from, 0)}</span>
          <span>{formatWhen(chart.to, 0)}</span>
        </div>
      ) : null}
    </div>
  );
}

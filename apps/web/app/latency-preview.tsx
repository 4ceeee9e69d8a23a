"use client";

import { PLOT, PreviewPlot } from "#components/charts/preview-plot.tsx";
import { inUnit } from "#format/duration-unit.ts";
import { latencyMax } from "./latency-chart.ts";
import type { LatencyChart } from "./prepare-latency.ts";

type Place = { x: number; y: number };

function placer(chart: LatencyChart) {
  const from = Date.parse(chart.from);
  const lengthMs = Date.parse(chart.to) - from;
  const max = latencyMax(chart);
  return (atMs: number, valueMs: number): Place => ({
    x: ((atMs - from) / lengthMs) * PLOT,
    y: (1 - inUnit(chart.unit, valueMs) / max) * PLOT,
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

/** Flags at change points, dashes where the definition changed. */
const flagsOf = (chart: LatencyChart) =>
  chart.marks.map(({ at, kind, text }) => (
    <span
      key={`${kind}-${at}`}
      className={
        kind === "break"
          ? "absolute inset-y-0 border-l border-dashed border-muted"
          : "absolute inset-y-0 border-l border-text"
      }
      style={{ left: `${(placer(chart)(Date.parse(at), 0).x / PLOT) * 100}%` }}
    >
      <span
        className={
          kind === "break"
            ? "absolute top-0 right-0.5 whitespace-nowrap"
            : "absolute bottom-full left-0 -translate-x-1/2 whitespace-nowrap text-text"
        }
      >
        {text}
      </span>
    </span>
  ));

/** The latency chart before anybody pointed at it. */
export function LatencyPreview({ chart, slot }: { chart: LatencyChart; slot: number }) {
  const place = placer(chart);
  const color = `var(--series-${slot + 1})`;
  const measured = chart.points.flatMap(({ at, p10Ms, p50Ms, p90Ms }) =>
    p50Ms === null ? [] : [{ at, atMs: Date.parse(at), p10Ms: p10Ms ?? p50Ms, p50Ms, p90Ms: p90Ms ?? p50Ms }],
  );
  const dots = measured.map(({ at, atMs, p50Ms }) => {
    const { x, y } = place(atMs, p50Ms);
    return (
      <i
        key={at}
        className="absolute size-1 -translate-1/2 rounded-full"
        style={{ left: `${(x / PLOT) * 100}%`, top: `${(y / PLOT) * 100}%`, background: color }}
      />
    );
  });
  return (
    <PreviewPlot
      label={`${chart.title}. ${chart.basis}`}
      axis={{ name: `total time (${chart.unit})`, max: latencyMax(chart) }}
      period={chart}
      over={[...dots, ...flagsOf(chart)]}
    >
      {measured.map(({ at, atMs, p10Ms, p90Ms }) => {
        const from = place(atMs - chart.stepMs / 2, p90Ms);
        const to = place(atMs + chart.stepMs / 2, p10Ms);
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
    </PreviewPlot>
  );
}

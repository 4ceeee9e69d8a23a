"use client";

import { PLOT, PreviewPlot } from "#components/charts/preview-plot.tsx";
import type { Outcomes } from "./outcome-chart.ts";

type OutcomePreviewProps = {
  label: string;
  axisName: string;
  period: { from: string; to: string };
  outcomes: Outcomes;
};

const GAP = 0.1;

/** The stack before anybody pointed at it. */
export function OutcomePreview({ label, axisName, period, outcomes: { layers, steps, highest } }: OutcomePreviewProps) {
  const max = highest * 1.05;
  const from = Date.parse(period.from);
  const lengthMs = Date.parse(period.to) - from;
  const bars = steps.flatMap((step, index) => {
    const x = ((Date.parse(step.from) - from) / lengthMs) * PLOT;
    const width = ((Date.parse(step.to) - Date.parse(step.from)) / lengthMs) * PLOT;
    let below = 0;
    return layers.map(({ name, tone, counts }) => {
      const count = counts[index] ?? 0;
      below += count;
      return (
        <rect
          key={`${step.from}-${name}`}
          x={x + width * GAP}
          y={(1 - below / max) * PLOT}
          width={width * (1 - 2 * GAP)}
          height={(count / max) * PLOT}
          fill={`var(--${tone === "baseline" ? "series-baseline" : tone})`}
        />
      );
    });
  });
  return (
    <PreviewPlot label={label} axis={{ name: axisName, max }} period={period}>
      {bars}
    </PreviewPlot>
  );
}

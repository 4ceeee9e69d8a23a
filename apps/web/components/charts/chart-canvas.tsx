"use client";

import { init, type EChartsType } from "echarts/core";
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import type { Chart, ChartPoint } from "./chart-model.ts";
import { chartTheme } from "./chart-theme.ts";
import { registerModules } from "./echarts-modules.ts";
import { readTokens } from "./read-tokens.ts";
import { useAppliedTheme } from "./use-applied-theme.ts";
import { tooltipElement } from "./tooltip-element.ts";

type ChartCanvasProps = { chart: Chart; height: number; onOpen: (href: string) => void };
type Hit = { seriesIndex?: number; dataIndex?: number };

registerModules();

const isAt = (point: ChartPoint, { seriesIndex, dataIndex }: Hit) =>
  point.series === seriesIndex && point.index === dataIndex;
const pointsAt = (chart: Chart, hits: Hit | Hit[]) =>
  [hits].flat().flatMap((hit) => chart.points.filter((point) => isAt(point, hit)));

/** The library zooms by brush only through its toolbox; ours has no icons. */
const BRUSH = { show: true, itemSize: 0, showTitle: false, feature: { dataZoom: { yAxisIndex: false } } };

function drawingOf(chart: Chart, place: HTMLElement) {
  const { tooltip, ...options } = chart.options(readTokens(place));
  return {
    animation: false,
    toolbox: BRUSH,
    ...options,
    tooltip: {
      trigger: "item",
      ...(typeof tooltip === "object" ? tooltip : {}),
      formatter: (hits: Hit | Hit[]) => {
        const points = pointsAt(chart, hits);
        return points.length === 0 ? "" : tooltipElement(points);
      },
    },
  };
}

/** The next point for a key, or what the key means otherwise. */
function walk(key: string, at: number | null, count: number): number | null | undefined {
  if (key === "Escape") return null;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  if (key === "ArrowRight") return at === null ? 0 : Math.min(at + 1, count - 1);
  if (key === "ArrowLeft") return at === null ? count - 1 : Math.max(at - 1, 0);
  return undefined;
}

/** Draws what it is given and decides nothing. Loaded only where a chart is really used. */
export function ChartCanvas({ chart, height, onOpen }: ChartCanvasProps) {
  const place = useRef<HTMLDivElement>(null);
  const drawn = useRef<EChartsType>(null);
  const [at, setAt] = useState<number | null>(null);
  const theme = useAppliedTheme();
  const hintId = useId();

  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const made = init(element, chartTheme(readTokens(element)), { renderer: "canvas" });
    drawn.current = made;
    const observer = new ResizeObserver(() => made.resize());
    observer.observe(element);
    made.getZr().on("dblclick", () => made.dispatchAction({ type: "dataZoom", start: 0, end: 100 }));
    return () => {
      observer.disconnect();
      made.dispose();
    };
    // The theme is not read here, but it changes what readTokens finds; so it does below.
  }, [theme]);

  useEffect(() => {
    const made = drawn.current;
    if (place.current === null || made === null) return;
    made.setOption(drawingOf(chart, place.current), true);
    made.dispatchAction({ type: "takeGlobalCursor", key: "dataZoomSelect", dataZoomSelectActive: true });
    const open = (hit: Hit) => {
      const href = pointsAt(chart, hit)[0]?.href ?? null;
      if (href !== null) onOpen(href);
    };
    made.on("click", open);
    return () => void made.off("click", open);
  }, [chart, onOpen, theme]);

  const point = at === null ? undefined : chart.points[at];
  useEffect(() => {
    if (point === undefined) drawn.current?.dispatchAction({ type: "hideTip" });
    else drawn.current?.dispatchAction({ type: "showTip", seriesIndex: point.series, dataIndex: point.index });
  }, [point]);

  function press(event: KeyboardEvent) {
    if (event.key === "Enter" && point?.href != null) return onOpen(point.href);
    const next = walk(event.key, at, chart.points.length);
    if (next === undefined || chart.points.length === 0) return;
    event.preventDefault();
    setAt(next);
  }

  return (
    <>
      <div
        ref={place}
        role="slider"
        aria-roledescription="chart"
        aria-orientation="horizontal"
        tabIndex={0}
        aria-label={`${chart.title}. ${chart.basis}`}
        aria-describedby={hintId}
        aria-valuemin={0}
        aria-valuemax={chart.points.length}
        aria-valuenow={at === null ? 0 : at + 1}
        aria-valuetext={point === undefined ? "no point" : [point.heading, ...point.lines].join(", ")}
        style={{ height }}
        className="w-full"
        onKeyDown={press}
        onBlur={() => setAt(null)}
      />
      <p id={hintId} className="sr-only">
        The arrow keys walk its points; the same figures are in its table.
      </p>
    </>
  );
}

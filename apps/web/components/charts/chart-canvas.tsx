"use client";

import { CustomChart, LineChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { init, use, type EChartsCoreOption, type EChartsType } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { useTheme } from "next-themes";
import { useEffect, useRef } from "react";
import { readTokens, type ChartTokens } from "./read-tokens.ts";

use([LineChart, CustomChart, GridComponent, TooltipComponent, CanvasRenderer]);

type ChartCanvasProps = { label: string; height: number; options: (tokens: ChartTokens) => EChartsCoreOption };

/** Draws what it is given and decides nothing. Loaded only by pages that show a chart. */
export function ChartCanvas({ label, height, options }: ChartCanvasProps) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);
  const { resolvedTheme } = useTheme();

  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const drawn = init(element, null, { renderer: "canvas" });
    chart.current = drawn;
    const observer = new ResizeObserver(() => drawn.resize());
    observer.observe(element);
    return () => {
      observer.disconnect();
      drawn.dispose();
    };
  }, []);

  useEffect(() => {
    if (place.current === null) return;
    chart.current?.setOption({ animation: false, ...options(readTokens(place.current)) }, true);
    // The theme is not read here, but it changes what readTokens finds.
  }, [options, resolvedTheme]);

  return <div ref={place} role="img" aria-label={label} style={{ height }} className="w-full" />;
}

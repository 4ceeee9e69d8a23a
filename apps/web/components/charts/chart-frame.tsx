"use client";

import { useRouter } from "next/navigation";
import { lazy, Suspense, useCallback, useRef, useState, type ReactNode } from "react";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { useIsHydrated } from "#components/use-is-hydrated.ts";
import { ChartActions } from "./chart-actions.tsx";
import type { Chart, LogSwitch } from "./chart-model.ts";
import { FigureTable } from "./figure-table.tsx";

const HEIGHT = 168;
const EMPTY_HEIGHT = 96;
const ChartCanvas = lazy(() => import("./chart-canvas.tsx").then((module) => ({ default: module.ChartCanvas })));

type ChartFrameProps = {
  chart: Chart;
  height?: number;
  log?: LogSwitch;
  /** A picture that costs no script: it stands until somebody points at the chart or walks to it. */
  preview?: ReactNode;
};

/** Every chart stands in this frame: title, what it rests on, and the same figures as a table and as files. */
export function ChartFrame({ chart, height = HEIGHT, log, preview }: ChartFrameProps) {
  const [isTable, setIsTable] = useState(false);
  const [isPointedAt, setIsPointedAt] = useState(false);
  // The server draws no canvas, and the first picture in the browser must be the server's.
  const isDrawn = useIsHydrated() && (isPointedAt || preview === undefined);
  const figure = useRef<HTMLElement>(null);
  const router = useRouter();
  const open = useCallback((href: string) => router.push(href), [router]);
  const want = () => setIsPointedAt(true);
  const still = preview ?? <Skeleton className="h-full" />;
  return (
    <figure ref={figure} className="flex min-w-0 flex-col gap-1 rounded-control border bg-panel p-3">
      <figcaption>
        <div className="flex min-h-7 items-start gap-x-2">
          <span className="min-w-0 flex-1 py-1 font-strong [overflow-wrap:anywhere]">
            <span dir="auto" title={chart.title} className="line-clamp-2">
              {chart.title}
            </span>
          </span>
          {chart.empty === null ? (
            <span className="flex shrink-0 flex-wrap items-center justify-end gap-x-2">
              <ChartActions chart={chart} figure={figure} isTable={isTable} onTable={setIsTable} log={log} />
            </span>
          ) : null}
        </div>
        <p className="text-meta text-muted">
          {chart.preliminary === null ? null : (
            <>
              <span className="text-warn">{chart.preliminary}</span>.{" "}
            </>
          )}
          {chart.basis}
        </p>
      </figcaption>
      {chart.empty !== null ? (
        // Beside a drawn chart it is as high as that; alone, on a phone, it takes no more room than it needs.
        <div
          style={{ minHeight: Math.min(height, EMPTY_HEIGHT) }}
          className="flex flex-1 flex-col items-center justify-center gap-1 text-center"
        >
          <p>{chart.empty.why}</p>
          <p className="text-meta text-muted">{chart.empty.whatToDo}</p>
        </div>
      ) : isTable ? (
        <FigureTable title={chart.title} table={chart.table} height={height} />
      ) : (
        <div style={{ height }} onPointerEnter={want} onFocus={want}>
          {isDrawn ? (
            <Suspense fallback={still}>
              <ChartCanvas chart={chart} height={height} onOpen={open} />
            </Suspense>
          ) : (
            still
          )}
        </div>
      )}
    </figure>
  );
}

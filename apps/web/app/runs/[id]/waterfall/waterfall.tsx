"use client";

import type { Run, RunEvent } from "@tfbench/contracts";
import { Table2, TrendingUp } from "lucide-react";
import { useQueryStates } from "nuqs";
import { useMemo, useRef, useState } from "react";
import { isFinalRun } from "#components/is-final.ts";
import { Button } from "#components/ui/button.tsx";
import { useNow } from "#components/use-now.ts";
import { countOf } from "#format/count-of.ts";
import { runParams } from "../search-params.ts";
import { describeView, describeWaterfall, labelLanes, tableOf } from "./describe-waterfall.ts";
import { LANE_PX, wholeView, type View } from "./layout-waterfall.ts";
import { Picture } from "./picture.tsx";
import { prepareSpans, type Spans } from "./prepare-spans.ts";
import { useWidth } from "./use-width.ts";

/** The whole run on lanes: where its time went, what came when, and where nothing came. */
export function Waterfall({ run, events }: { run: Run; events: readonly RunEvent[] }) {
  const [params, setParams] = useQueryStates(runParams);
  const [isTable, setIsTable] = useState(false);
  const now = useNow();
  const nowMs = isFinalRun(run.status) ? null : now;
  const spans = useMemo(() => prepareSpans({ run, events, nowMs }), [run, events, nowMs]);
  const whole = wholeView(spans);
  const { from, to } = params;
  const zoomed = useMemo<View | null>(
    () => (from === null || to === null || to <= from ? null : { fromMs: from, toMs: to }),
    [from, to],
  );
  const place = useRef<HTMLDivElement>(null);
  const widthPx = useWidth(place);
  const zoomTo = (view: View | null) =>
    void setParams({ from: view === null ? null : micro(view.fromMs), to: view === null ? null : micro(view.toMs) });
  const Icon = isTable ? TrendingUp : Table2;

  return (
    <section aria-labelledby="waterfall-title" className="min-w-0 rounded-control border bg-panel px-3 py-2">
      <header className="flex min-h-7 flex-wrap items-center gap-x-3 gap-y-1">
        <h2 id="waterfall-title" className="text-section">
          Timeline
        </h2>
        {zoomed === null ? null : (
          <>
            <span className="text-meta text-muted">{describeView(zoomed, whole)}</span>
            <Button size="dense" onClick={() => zoomTo(null)}>
              Show all of it
            </Button>
          </>
        )}
        <Button
          variant="quiet"
          size="icon"
          className="ml-auto"
          aria-pressed={isTable}
          aria-label={isTable ? "View as picture" : "View as table"}
          title={isTable ? "View as picture" : "View as table"}
          onClick={() => setIsTable(!isTable)}
        >
          <Icon aria-hidden />
        </Button>
      </header>
      {isTable ? (
        <SpanTable spans={spans} />
      ) : (
        <div className="flex gap-2">
          <dl aria-hidden className="w-28 shrink-0 text-caption text-muted">
            {labelLanes(spans, run).map(({ lane, word, length }) => (
              <div key={lane} className="flex justify-between gap-2" style={{ height: LANE_PX }}>
                <dt>{word}</dt>
                <dd className="text-text">{length}</dd>
              </div>
            ))}
          </dl>
          <div ref={place} className="min-w-0 flex-1">
            {widthPx === 0 ? (
              <div className="h-[160px]" />
            ) : (
              <Picture
                label={describeWaterfall(spans)}
                spans={spans}
                events={events}
                view={zoomed ?? whole}
                widthPx={widthPx}
                openedSeq={params.event}
                onOpen={(seq) => void setParams({ event: seq })}
                onZoom={zoomTo}
              />
            )}
          </div>
        </div>
      )}
    </section>
  );
}

/** Offsets are exact to the microsecond; more digits only lengthen the address. */
const micro = (ms: number) => Math.round(ms * 1_000) / 1_000;

function SpanTable({ spans }: { spans: Spans }) {
  const { header, rows, rest } = tableOf(spans);
  return (
    <div tabIndex={0} role="region" aria-label="Timeline as a table" className="max-h-56 overflow-auto">
      <table className="w-full text-meta">
        <thead>
          <tr className="text-left text-muted">
            {header.map((text) => (
              <th key={text} scope="col" className="sticky top-0 bg-panel px-2 py-1 font-normal whitespace-nowrap">
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, from, length, text]) => (
            <tr key={`${name} ${from}`} className="border-t">
              <th scope="row" className="px-2 py-0.5 text-left font-normal whitespace-nowrap">
                {name}
              </th>
              <td className="px-2 py-0.5 text-right">{from}</td>
              <td className="px-2 py-0.5 text-right">{length}</td>
              <td className="px-2 py-0.5 text-muted">
                <bdi>{text}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rest === 0 ? null : (
        <p className="px-2 py-1 text-meta text-muted">{countOf(rest, `more ${spans.words.step}`)} in the events.</p>
      )}
    </div>
  );
}

"use client";

import { useQueryClient } from "@tanstack/react-query";
import type { BulkOutcome } from "@tfbench/contracts";
import { useRef, useState } from "react";
import { browserApi } from "#api/browser-api.ts";
import { countOf } from "#format/count-of.ts";
import type { Work } from "../work-note.tsx";
import { countSelected, inPortions, readIds, type SelectedRuns } from "./selected-runs.ts";

type Order = {
  selected: SelectedRuns;
  /** "Cancelling", and what is said at the end: "Cancelled". */
  doing: string;
  done: string;
  call: (ids: number[], signal: AbortSignal) => Promise<BulkOutcome>;
};

const MOST_REASONS = 50;

/** Works through many runs in portions, telling how far it is; it can be stopped between two of them. */
export function useBulkWork() {
  const [work, setWork] = useState<Work | null>(null);
  const stop = useRef<AbortController | null>(null);
  const cache = useQueryClient();

  async function run({ selected, doing, done, call }: Order): Promise<void> {
    stop.current?.abort();
    const controller = new AbortController();
    stop.current = controller;
    const { signal } = controller;
    let of = countSelected(selected);
    const total = { done: 0, tried: 0, skipped: 0, reasons: [] as string[] };
    const tell = () =>
      setWork({ state: "working", text: doing, done: total.tried, of, onStop: () => controller.abort() });
    const said = () =>
      `${done} ${countOf(total.done, "run")}${total.skipped === 0 ? "" : `; skipped ${total.skipped}`}`;
    tell();
    try {
      const chosen = await readIds(browserApi, selected, signal);
      of = chosen.length;
      for (const ids of inPortions(chosen)) {
        // A portion that was sent is waited for: what became of it is part of the answer.
        const outcome = await call(ids, signal);
        total.done += outcome.done;
        total.tried += ids.length;
        total.skipped += outcome.skipped.length;
        total.reasons.push(
          ...outcome.skipped.slice(0, MOST_REASONS - total.reasons.length).map(({ message }) => message),
        );
        if (signal.aborted) break;
        tell();
      }
      setWork({ state: "done", text: `${said()}${signal.aborted ? "; stopped" : ""}.`, details: total.reasons });
    } catch (cause) {
      if (signal.aborted) setWork({ state: "done", text: `${said()}; stopped.`, details: total.reasons });
      else if (cause instanceof Error)
        setWork({ state: "failed", text: `${said()}, then it failed: ${cause.message}` });
      else throw cause;
    } finally {
      await cache.invalidateQueries({ queryKey: ["runs"] });
    }
  }

  return { work, setWork, start: (order: Order) => void run(order), dismiss: () => setWork(null) };
}

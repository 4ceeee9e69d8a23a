"use client";

import { useQueryClient } from "@tanstack/react-query";
import type { Run, RunEvent } from "@tfbench/contracts";
import { useEffect, useState } from "react";
import { browserApi } from "#api/browser-api.ts";
import { queries } from "#api/queries.ts";
import { isFinalRun } from "#components/is-final.ts";
import { addEvents } from "./add-events.ts";
import { followRun } from "./follow-run.ts";

/** `complete`: the run has ended and all its events are here. */
export type Connection = "connecting" | "live" | "reconnecting" | "complete";
export type RunEvents = {
  events: readonly RunEvent[];
  connection: Connection;
  /** Why the connection is not there, as far as that is known. */
  problem: string | null;
};

/** A run's events as they come; of a run that has ended, all of them. The run itself is read again when its status moves. */
export function useRunEvents(id: number): RunEvents {
  const [events, setEvents] = useState<readonly RunEvent[]>([]);
  const [connection, setConnection] = useState<Connection>("connecting");
  const [problem, setProblem] = useState<string | null>(null);
  const queryClient = useQueryClient();

  useEffect(() => {
    // One render per frame, however many events a read brings.
    let waiting: RunEvent[] = [];
    let frame = 0;
    const flush = () => {
      const arrived = waiting;
      waiting = [];
      frame = 0;
      setEvents((known) => addEvents(known, arrived));
    };
    const { queryKey } = queries.run(browserApi, id);
    const following = followRun(browserApi, id, {
      onEvent: (event) => {
        waiting.push(event);
        frame ||= requestAnimationFrame(flush);
      },
      onRun: (summary) => {
        // What the message says is shown at once; the rest of the run is read again.
        queryClient.setQueryData<Run>(queryKey, (known) => known && { ...known, ...summary });
        void queryClient.invalidateQueries({ queryKey: ["runs", id] });
        if (isFinalRun(summary.status)) setConnection("complete");
      },
      onOpen: () => {
        setConnection("live");
        setProblem(null);
      },
      onBreak: (cause) => {
        setConnection("reconnecting");
        setProblem(cause?.message ?? null);
      },
    });
    return () => {
      following.close();
      cancelAnimationFrame(frame);
    };
  }, [id, queryClient]);

  return { events, connection, problem };
}

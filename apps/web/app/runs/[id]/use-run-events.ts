"use client";

import { useQueryClient } from "@tanstack/react-query";
import type { RunEvent, RunSummary } from "@tfbench/contracts";
import { useEffect, useState } from "react";
import { watchStream } from "#api/watch-stream.ts";
import { isFinalRun } from "#components/is-final.ts";
import { addEvents } from "./add-events.ts";

/** `complete`: the run has ended and all its events are here. */
export type Connection = "connecting" | "live" | "reconnecting" | "complete";

/** A run's events as they come; of a run that has ended, all of them. The run itself is read again when its status moves. */
export function useRunEvents(id: number): { events: readonly RunEvent[]; connection: Connection } {
  const [events, setEvents] = useState<readonly RunEvent[]>([]);
  const [connection, setConnection] = useState<Connection>("connecting");
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
    const stream = watchStream(`/api/v1/runs/${id}/stream`, {
      on: {
        run_event: (data) => {
          waiting.push(JSON.parse(data));
          frame ||= requestAnimationFrame(flush);
        },
        run: (data) => {
          const run: RunSummary = JSON.parse(data);
          void queryClient.invalidateQueries({ queryKey: ["runs", id] });
          if (!isFinalRun(run.status)) return;
          stream.close();
          setConnection("complete");
        },
      },
      onOpen: () => setConnection("live"),
      onBreak: () => setConnection("reconnecting"),
    });
    return () => {
      stream.close();
      cancelAnimationFrame(frame);
    };
  }, [id, queryClient]);

  return { events, connection };
}

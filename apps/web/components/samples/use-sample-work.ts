"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { SampleShape } from "@tfbench/contracts";
import { useRef, useState } from "react";
import { browserApi } from "#api/browser-api.ts";
import { removeAll } from "./remove-all.ts";

export type SampleProgress = { doing: "loading" | "removing"; done: number; of: number };

/** Loading and removing sample data, with how far it is; both can be stopped between two steps. */
export function useSampleWork() {
  const queryClient = useQueryClient();
  const [progress, setProgress] = useState<SampleProgress | null>(null);
  const stop = useRef<AbortController>(null);
  // Sample runs show on nearly every page.
  const refresh = () => queryClient.invalidateQueries();

  const load = useMutation({
    mutationFn: async (shapes: readonly SampleShape[]) => {
      const mine = new AbortController();
      stop.current = mine;
      for (const [index, shape] of shapes.entries()) {
        if (mine.signal.aborted) return;
        setProgress({ doing: "loading", done: index, of: shapes.length });
        await browserApi.loadSamples({ shape });
      }
    },
    onSettled: async () => {
      setProgress(null);
      await refresh();
    },
  });
  const remove = useMutation({
    mutationFn: (loaded: number) => {
      const mine = new AbortController();
      stop.current = mine;
      setProgress({ doing: "removing", done: 0, of: loaded });
      return removeAll({
        api: browserApi,
        onProgress: (remaining) => setProgress({ doing: "removing", done: loaded - remaining, of: loaded }),
        signal: mine.signal,
      });
    },
    onSettled: async () => {
      setProgress(null);
      await refresh();
    },
  });
  return { progress, load, remove, stop: () => stop.current?.abort(), error: load.error ?? remove.error };
}

"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { Batch, BatchDetail } from "@tfbench/contracts";
import { useEffect } from "react";
import { browserApi } from "#api/browser-api.ts";
import { queries } from "#api/queries.ts";
import { watchStream } from "#api/watch-stream.ts";
import { isFinalBatch } from "#components/is-final.ts";

/** A batch, kept up by its stream until it has ended. */
export function useBatch(id: number) {
  const queryClient = useQueryClient();
  const options = queries.batch(browserApi, id);
  const query = useQuery(options);
  const isGoing = query.data !== undefined && !isFinalBatch(query.data.status);

  useEffect(() => {
    if (!isGoing) return;
    const queryKey = ["batches", id];
    const stream = watchStream(`/api/v1/batches/${id}/stream`, {
      on: {
        batch: (data) => {
          const batch: Batch = JSON.parse(data);
          queryClient.setQueryData<BatchDetail>(queryKey, (known) => known && { ...known, ...batch });
          if (!isFinalBatch(batch.status)) return;
          stream.close();
          // The summary is written when the batch ends; the lists have changed as well.
          void queryClient.invalidateQueries({ queryKey });
          void queryClient.invalidateQueries({ queryKey: ["runs"] });
        },
      },
      onOpen: () => {},
      onBreak: () => {},
    });
    return () => stream.close();
  }, [id, isGoing, queryClient]);

  return query;
}

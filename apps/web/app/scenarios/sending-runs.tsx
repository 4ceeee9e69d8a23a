"use client";

import { useState } from "react";
import { Elapsed } from "#components/elapsed.tsx";
import { Button } from "#components/ui/button.tsx";
import { countOf } from "#format/count-of.ts";

type SendingRunsProps = { count: number; since: number; onStop: () => void };

/** While the runs are being written. They are one transaction: stopping it cancels them as soon as they are there. */
export function SendingRuns({ count, since, onStop }: SendingRunsProps) {
  const [isStopping, setIsStopping] = useState(false);
  return (
    <div role="status" className="flex flex-wrap items-center gap-2 rounded-control border px-3 py-2 text-meta">
      <span className="min-w-0 flex-1">
        {isStopping ? "Cancelling as soon as they are written" : `Writing ${countOf(count, "run")}`}:{" "}
        <Elapsed since={new Date(since).toISOString()} />
      </span>
      <Button
        size="dense"
        disabled={isStopping}
        onClick={() => {
          setIsStopping(true);
          onStop();
        }}
      >
        Cancel {countOf(count, "run")}
      </Button>
    </div>
  );
}

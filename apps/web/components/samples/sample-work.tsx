"use client";

import { CircleStop } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { countOf } from "#format/count-of.ts";
import { formatNumber } from "#format/format-number.ts";
import type { SampleProgress } from "./use-sample-work.ts";

const SAYS = {
  loading: ({ done, of }: SampleProgress) => `Loading sample data: ${done} of ${countOf(of, "shape")}`,
  removing: ({ done, of }: SampleProgress) => `Removing sample data: ${formatNumber(done)} of ${countOf(of, "run")}`,
} as const;

type SampleWorkProps = { progress: SampleProgress; onStop: () => void };

/** How far loading or removing is, and the button that stops it. */
export function SampleWork({ progress, onStop }: SampleWorkProps) {
  const sentence = SAYS[progress.doing](progress);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span role="status">{sentence}</span>
      <progress aria-label={sentence} className="h-2 w-40 accent-text" value={progress.done} max={progress.of} />
      <Button size="dense" onClick={onStop}>
        <CircleStop aria-hidden /> Stop
      </Button>
    </div>
  );
}

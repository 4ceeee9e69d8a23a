"use client";

import { useQuery } from "@tanstack/react-query";
import { browserApi } from "#api/browser-api.ts";
import { queries } from "#api/queries.ts";
import { ErrorState } from "#components/error-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { countOf } from "#format/count-of.ts";
import { SampleWork } from "./sample-work.tsx";
import { useSampleWork } from "./use-sample-work.ts";

/** Every shape of sample data: what it shows, whether it is there, and one button each way. */
export function SampleShapes() {
  const { data: samples, error: listError, refetch } = useQuery(queries.samples(browserApi));
  const { progress, load, remove, stop, error } = useSampleWork();
  if (samples === undefined)
    return listError === null ? (
      <Skeleton className="h-24" />
    ) : (
      <ErrorState error={listError} onRetry={() => void refetch()} />
    );
  const missing = samples.shapes.filter(({ is_loaded: isLoaded }) => !isLoaded).map(({ shape }) => shape);
  return (
    <div className="flex flex-col gap-2">
      <ul className="divide-y divide-border rounded-control border bg-panel">
        {samples.shapes.map(({ shape, description, runs, is_loaded: isLoaded, loaded_runs: loadedRuns }) => (
          <li key={shape} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-1.5">
            <span className="w-20 font-mono">{shape}</span>
            <span className="min-w-0 flex-1 basis-64 text-muted">{description}</span>
            {isLoaded ? (
              <span className="text-meta text-muted">{countOf(loadedRuns, "run")} loaded</span>
            ) : (
              <Button size="dense" disabled={progress !== null} onClick={() => load.mutate([shape])}>
                {runs === 0 ? "Load the scenario" : `Load ${countOf(runs, "run")}`}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-2">
        {progress === null ? (
          <>
            <Button size="dense" disabled={missing.length === 0} onClick={() => load.mutate(missing)}>
              Load all shapes
            </Button>
            <Button
              size="dense"
              variant="danger"
              disabled={samples.loaded_runs === 0}
              onClick={() => remove.mutate(samples.loaded_runs)}
            >
              Remove {countOf(samples.loaded_runs, "sample run")}
            </Button>
          </>
        ) : (
          <SampleWork progress={progress} onStop={stop} />
        )}
      </div>
      {error === null ? null : <ErrorState error={error} />}
    </div>
  );
}

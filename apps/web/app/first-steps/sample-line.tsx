"use client";

import { useQuery } from "@tanstack/react-query";
import { browserApi } from "#api/browser-api.ts";
import { queries } from "#api/queries.ts";
import { TextLink } from "#components/app-link.tsx";
import { SampleWork } from "#components/samples/sample-work.tsx";
import { useSampleWork } from "#components/samples/use-sample-work.ts";
import { Button } from "#components/ui/button.tsx";
import { countOf } from "#format/count-of.ts";

/** What is shown before there are own runs, and the way to take it away or bring it back. */
export function SampleLine() {
  const { data: samples } = useQuery(queries.samples(browserApi));
  const { progress, load, remove, stop, error } = useSampleWork();
  if (samples === undefined) return null;
  const loaded = samples.loaded_runs;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t px-3 py-2 text-meta text-muted">
      {progress === null ? (
        <>
          <span>
            {loaded === 0
              ? "There is no sample data."
              : `${countOf(loaded, "sample run")} let you look around; nothing in them was measured.`}
          </span>
          {loaded === 0 ? (
            <Button size="dense" onClick={() => load.mutate(["demo"])}>
              Load sample data
            </Button>
          ) : (
            <Button size="dense" onClick={() => remove.mutate(loaded)}>
              Remove sample data
            </Button>
          )}
          <TextLink href="/system#samples">More shapes</TextLink>
        </>
      ) : (
        <SampleWork progress={progress} onStop={stop} />
      )}
      {error === null ? null : (
        <span role="alert" className="text-bad">
          {error.message}
        </span>
      )}
    </div>
  );
}

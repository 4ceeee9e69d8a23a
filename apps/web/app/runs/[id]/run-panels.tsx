"use client";

import type { Run } from "@tfbench/contracts";
import { useQueryStates } from "nuqs";
import { isFinalRun } from "#components/is-final.ts";
import { JsonView } from "#components/json-view.tsx";
import { Segmented } from "#components/segmented.tsx";
import { runParams, type PANELS } from "./search-params.ts";

type Panel = (typeof PANELS)[number];

const OPTIONS: readonly { value: Panel; text: string }[] = [
  { value: "result", text: "Result" },
  { value: "request", text: "Request" },
  { value: "provider", text: "Provider record" },
];
const WITHOUT: Record<Panel, string> = {
  result: "The run brought no result.",
  request: "The request is not known.",
  provider: "The provider's record was not read: it is looked up after the stream has ended.",
};
const contentOf = (run: Run): Record<Panel, unknown> => ({
  result: run.response_json,
  request: run.request,
  provider: run.provider_run,
});

export function RunPanels({ run }: { run: Run }) {
  const [{ panel }, setParams] = useQueryStates(runParams);
  const content = contentOf(run)[panel];
  return (
    <section
      aria-label="Result and request"
      className="min-w-0 self-start overflow-hidden rounded-control border bg-panel"
    >
      <header className="border-b px-3 py-2">
        <Segmented
          label="What to show"
          options={OPTIONS}
          value={panel}
          onChange={(value) => void setParams({ panel: value })}
        />
      </header>
      {content === null ? (
        <p className="px-3 py-6 text-muted">{isFinalRun(run.status) ? WITHOUT[panel] : "The run has not ended."}</p>
      ) : (
        <JsonView text={JSON.stringify(content)} />
      )}
    </section>
  );
}

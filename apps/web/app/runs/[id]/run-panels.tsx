"use client";

import type { Run } from "@tfbench/contracts";
import { useQueryStates } from "nuqs";
import { isFinalRun } from "#components/is-final.ts";
import { JsonView } from "#components/json-view.tsx";
import { Segmented } from "#components/segmented.tsx";
import { ChecksPanel } from "./checks-panel.tsx";
import { runParams, type PANELS } from "./search-params.ts";

type Panel = (typeof PANELS)[number];
type JsonPanel = Exclude<Panel, "checks">;

const OPTIONS: readonly { value: Panel; text: string }[] = [
  { value: "result", text: "Result" },
  { value: "checks", text: "Checks" },
  { value: "request", text: "Request" },
  { value: "provider", text: "Provider record" },
];
const WITHOUT: Record<JsonPanel, string> = {
  result: "The run brought no result.",
  request: "The request is not known.",
  provider: "The provider's record was not read: it is looked up after the stream has ended.",
};
const contentOf = (run: Run): Record<JsonPanel, unknown> => ({
  result: run.response_json,
  request: run.request,
  provider: run.provider_run,
});

export function RunPanels({ run }: { run: Run }) {
  const [{ panel }, setParams] = useQueryStates(runParams);
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
      {panel === "checks" ? <ChecksPanel run={run} /> : <JsonContent run={run} panel={panel} />}
    </section>
  );
}

function JsonContent({ run, panel }: { run: Run; panel: JsonPanel }) {
  const content = contentOf(run)[panel];
  if (content !== null) return <JsonView text={JSON.stringify(content)} />;
  return <p className="px-3 py-6 text-muted">{isFinalRun(run.status) ? WITHOUT[panel] : "The run has not ended."}</p>;
}

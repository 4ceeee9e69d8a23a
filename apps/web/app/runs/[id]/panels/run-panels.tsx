"use client";

import type { Run } from "@tfbench/contracts";
import { useQueryStates } from "nuqs";
import { memo } from "react";
import { isFinalRun } from "#components/is-final.ts";
import { JsonPanel } from "#components/json/json-panel.tsx";
import { Segmented } from "#components/segmented.tsx";
import { runParams, type PANELS } from "../search-params.ts";
import { AnswerText } from "./answer-text.tsx";
import { ChecksPanel } from "./checks-panel.tsx";
import { prepareAnswer } from "./prepare-answer.ts";
import { RequestPanel } from "./request-panel.tsx";

type Panel = (typeof PANELS)[number];

const OPTIONS: readonly { value: Panel; text: string }[] = [
  { value: "result", text: "Result" },
  { value: "checks", text: "Checks" },
  { value: "request", text: "Request" },
  { value: "provider", text: "Provider" },
];

/** Checks judge what agents bring, and only their provider keeps a record of a run. */
const STREAM_OPTIONS = OPTIONS.filter(({ value }) => value === "result" || value === "request");

/** Events arrive many times a second; a result of megabytes is drawn again only when the run itself has changed. */
export const RunPanels = memo(function RunPanels({ run }: { run: Run }) {
  const [params, setParams] = useQueryStates(runParams);
  const options = run.provider === "tinyfish" ? OPTIONS : STREAM_OPTIONS;
  const panel = options.find(({ value }) => value === params.panel)?.value ?? "result";
  return (
    <section
      aria-label="Result and request"
      className="min-w-0 self-start overflow-hidden rounded-control border bg-panel"
    >
      <header className="border-b px-3 py-2">
        <Segmented
          label="What to show"
          options={options}
          value={panel}
          onChange={(value) => void setParams({ panel: value })}
        />
      </header>
      <PanelContent run={run} panel={panel} />
    </section>
  );
});

function PanelContent({ run, panel }: { run: Run; panel: Panel }) {
  if (panel === "checks") return <ChecksPanel run={run} />;
  if (panel === "request") return <RequestPanel run={run} />;
  const [value, label, without] =
    panel === "result"
      ? [run.response_json, "the result", "The run brought no result."]
      : [
          run.provider_run,
          "the provider's record",
          "The provider's record was not read: it is looked up after the stream has ended.",
        ];
  if (value === null)
    return <p className="px-3 py-6 text-muted">{isFinalRun(run.status) ? without : "The run has not ended."}</p>;
  return (
    <>
      {panel === "result" ? <AnswerText parts={prepareAnswer(run)} /> : null}
      <JsonPanel key={panel} label={label} value={value} fileName={`run-${run.id}-${panel}.json`} />
    </>
  );
}

"use client";

import { useMutation } from "@tanstack/react-query";
import type { Client } from "@tfbench/client";
import type { Measured, RunPreview } from "@tfbench/contracts";
import { TriangleAlert } from "lucide-react";
import { browserApi } from "#api/browser-api.ts";
import { CopyButton } from "#components/copy-button.tsx";
import type { FieldLabels } from "#components/form/field-errors.ts";
import { FormProblems } from "#components/form/form-problems.tsx";
import { JsonView } from "#components/json-view.tsx";
import { Button } from "#components/ui/button.tsx";
import { dryRunProblems, prepareDryRun } from "./prepare-dry-run.ts";

export type PreviewInput = Parameters<Client["previewRun"]>[0];

type DryRunProps = { input: PreviewInput | null; measured: Measured; labels?: FieldLabels };

const NO_LABELS: FieldLabels = {};
const CANNOT_READ = "The request can be shown once the form can be read: mend what is marked, fill in what is missing.";

/** Shows the request that would be sent for what is written now. `input` null: it cannot be read yet. */
export function DryRun({ input, measured, labels = NO_LABELS }: DryRunProps) {
  const preview = useMutation({ mutationFn: (asked: PreviewInput) => browserApi.previewRun(asked) });
  const isOld = preview.data !== undefined && JSON.stringify(preview.variables) !== JSON.stringify(input);
  return (
    <section aria-label="Dry run" className="flex flex-col gap-2 rounded-control border bg-panel p-3">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="font-strong">Dry run</h3>
        <p className="min-w-0 flex-1 text-meta text-muted">
          {input === null ? CANNOT_READ : "The request a trigger would send; nothing is sent now."}
        </p>
        <Button
          size="dense"
          disabled={input === null || preview.isPending}
          onClick={() => input !== null && preview.mutate(input)}
        >
          {preview.data === undefined ? "Show request" : "Show request again"}
        </Button>
      </div>
      {preview.error === null ? null : <FormProblems messages={dryRunProblems(preview.error, labels)} />}
      {preview.data === undefined ? null : (
        <div aria-live="polite" className="flex flex-col gap-2">
          {isOld ? <p className="text-meta text-warn">The form has changed since: show the request again.</p> : null}
          <DryRunView preview={preview.data} measured={measured} />
        </div>
      )}
    </section>
  );
}

function DryRunView({ preview, measured }: { preview: RunPreview; measured: Measured }) {
  const { line, runsOn, headers, body, problems, cost, prompt } = prepareDryRun(preview, measured);
  return (
    <>
      {problems.map((problem) => (
        <p key={problem} className="flex gap-1.5 text-meta text-warn">
          <TriangleAlert aria-hidden className="mt-px size-3.5 shrink-0" /> {problem}
        </p>
      ))}
      <p className="font-mono text-meta break-all">{line}</p>
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 text-meta">
        {headers.map(({ name, value }) => (
          <div key={name} className="contents">
            <dt className="font-mono text-muted">{name}</dt>
            <dd className="min-w-0 font-mono wrap-anywhere">{value}</dd>
          </div>
        ))}
        <dt className="text-muted">Runs on</dt>
        <dd className="min-w-0 break-words">{runsOn}</dd>
        {prompt === null ? null : (
          <>
            <dt className="text-muted">Prompt</dt>
            <dd className="min-w-0">{prompt}</dd>
          </>
        )}
        <dt className="text-muted">Cost</dt>
        <dd>{cost}</dd>
      </dl>
      <JsonView text={body} />
      <CopyButton text={preview.curl} label="Copy cURL" className="self-start" />
    </>
  );
}

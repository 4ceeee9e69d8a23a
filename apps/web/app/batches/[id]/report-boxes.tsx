"use client";

import type { BatchDetail, BatchReport } from "@tfbench/contracts";
import { TriangleAlert } from "lucide-react";
import { TextLink } from "#components/app-link.tsx";
import { classNames } from "#components/class-names.ts";
import { CopyButton } from "#components/copy-button.tsx";
import { JsonView } from "#components/json-view.tsx";
import { StatusBadge } from "#components/status-badge.tsx";
import { prepareValidity, prepareVerdicts } from "./prepare.ts";

type VerdictBoxProps = {
  report: BatchReport;
  /** Where this machine was measured rather than the target. */
  isStruck?: boolean;
};

/** What the batch taught, in one sentence, and what changed against the batch before. */
export function VerdictBox({ report, isStruck = false }: VerdictBoxProps) {
  const verdicts = prepareVerdicts(report);
  const { against } = report;
  return (
    <section aria-label="Verdict" className="flex flex-col gap-2 rounded-control border bg-panel p-3">
      <p className={classNames("text-section", isStruck && "line-through")}>{report.headline}</p>
      {report.drift === null ? null : <p className="text-warn">{report.drift}</p>}
      {against === null ? (
        <p className="text-muted">
          {report.is_preliminary
            ? "It is compared with the batch before once it has ended."
            : "No earlier batch of the same definition, target and load to compare with."}
        </p>
      ) : (
        <>
          <dl className="grid gap-x-4 gap-y-1 md:grid-cols-[90px_auto_1fr]">
            {verdicts.map(({ name, look, sentence }) => (
              <div key={name} className="contents">
                <dt className="text-muted">{name}</dt>
                <dd>
                  <StatusBadge look={look} />
                </dd>
                <dd className="min-w-0">{sentence}</dd>
              </div>
            ))}
          </dl>
          <p className="text-meta text-muted">
            Against <TextLink href={`/batches/${against.batch_id}`}>batch {against.batch_id}</TextLink>. {against.note}
          </p>
        </>
      )}
    </section>
  );
}

/** What speaks against the figures, over the page. */
export function SuspectBar({ report: { validity } }: { report: BatchReport }) {
  if (validity.verdict === "valid") return null;
  return (
    <div role="status" className="flex gap-2 rounded-control border border-warn px-3 py-2">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
      <div>
        <p className="font-strong">{validity.verdict === "invalid" ? "Invalid" : "Suspect"}</p>
        {validity.reasons.map(({ code, sentence }) => (
          <p key={code}>{sentence}</p>
        ))}
      </div>
    </div>
  );
}

export function ValidityBox({ report }: { report: BatchReport }) {
  return (
    <section aria-labelledby="validity-title" className="rounded-control border bg-panel p-3">
      <h2 id="validity-title" className="mb-2 text-section">
        Validity{" "}
        <span className="text-meta font-normal text-muted">
          {report.validity.verdict === "valid"
            ? "nothing speaks against it so far"
            : `${report.validity.verdict}, see above`}
        </span>
      </h2>
      <dl className="grid gap-x-4 gap-y-1 sm:grid-cols-[220px_1fr]">
        {prepareValidity(report).map(({ name, value }) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="min-w-0 break-words">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

export function ReproduceBox({ report: { reproduce }, batch }: { report: BatchReport; batch: BatchDetail }) {
  return (
    <section
      aria-labelledby="reproduce-title"
      className="flex min-w-0 flex-col gap-2 rounded-control border bg-panel p-3"
    >
      <h2 id="reproduce-title" className="flex items-center gap-2 text-section">
        Reproduce
        <CopyButton text={reproduce.curl} label="Copy cURL" className="ml-auto" />
      </h2>
      <pre
        tabIndex={0}
        className="overflow-auto bg-sunken p-2 font-mono text-meta whitespace-pre-wrap break-words"
        aria-label="Command"
      >
        {reproduce.curl}
      </pre>
      <p className="text-meta break-words text-muted">
        Definition <span className="font-mono">{reproduce.definition_id.slice(0, 12)}</span>, plan{" "}
        <span className="font-mono">{reproduce.plan_hash.slice(0, 12)}</span>, prices version {reproduce.price_version},
        server {reproduce.server_version}. It measures the scenario as it is today; the plan of this batch is below.
      </p>
      <details className="overflow-hidden rounded-control border">
        <summary className="px-3 py-2">Plan, as frozen when the batch was created</summary>
        <JsonView text={JSON.stringify(batch.plan)} />
      </details>
    </section>
  );
}

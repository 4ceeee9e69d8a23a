"use client";

import { useMutation } from "@tanstack/react-query";
import type { Client } from "@tfbench/client";
import type { TargetTestStep } from "@tfbench/contracts";
import { Check, X } from "lucide-react";
import { browserApi } from "#api/browser-api.ts";
import { fieldErrors } from "#components/form/field-errors.ts";
import { FormProblems } from "#components/form/form-problems.tsx";
import { Button } from "#components/ui/button.tsx";
import { formatNumber } from "#format/format-number.ts";
import { TARGET_LABELS } from "./prepare.ts";

type Draft = Parameters<Client["testTargetDraft"]>[0];

const STEP: Record<TargetTestStep["name"], string> = {
  resolve: "Look up the name",
  connect: "Connect",
  tls: "Secure the connection",
  credential: "Read the key",
  answer: "Ask with the key",
};

/** Tries the target as it is written now, step by step, without starting a run. */
export function TargetTest({ draft }: { draft: Draft }) {
  const test = useMutation({ mutationFn: (asked: Draft) => browserApi.testTargetDraft(asked) });
  const isOld = test.data !== undefined && JSON.stringify(test.variables) !== JSON.stringify(draft);
  return (
    <section aria-label="Target test" className="flex flex-col gap-2 rounded-control border bg-panel p-3">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="font-strong">Test</h3>
        <p className="min-w-0 flex-1 text-meta text-muted">
          Connects and asks for something that needs the key. No run is started, nothing is charged.
        </p>
        <Button size="dense" disabled={test.isPending} onClick={() => test.mutate(draft)}>
          {test.isPending ? "Testing" : "Test target"}
        </Button>
      </div>
      {test.error === null ? null : <FormProblems messages={fieldErrors(test.error, [], TARGET_LABELS).rest} />}
      {test.data === undefined ? null : (
        <div aria-live="polite" className="flex flex-col gap-1">
          {isOld ? <p className="text-meta text-warn">The form has changed since: test it again.</p> : null}
          <p className={test.data.ok ? "text-good" : "text-bad"}>
            {test.data.ok ? "The target works." : "The target does not work yet."}
          </p>
          <ol className="flex flex-col gap-1">
            {test.data.steps.map((step) => (
              <TestStep key={step.name} step={step} />
            ))}
          </ol>
        </div>
      )}
    </section>
  );
}

function TestStep({ step }: { step: TargetTestStep }) {
  const Icon = step.ok ? Check : X;
  return (
    <li className="grid grid-cols-[16px_1fr_auto] gap-x-2 text-meta">
      <Icon
        aria-label={step.ok ? "passed" : "failed"}
        className={`mt-px size-3.5 ${step.ok ? "text-good" : "text-bad"}`}
      />
      <span className="min-w-0 break-words">
        <span className="font-strong">{STEP[step.name]}.</span> {step.sentence}
      </span>
      <span className="text-muted">{formatNumber(step.ms, 1)} ms</span>
    </li>
  );
}

"use client";

import { useQuery } from "@tanstack/react-query";
import { Check, X } from "lucide-react";
import { useQueryState } from "nuqs";
import { useState } from "react";
import { browserApi } from "#api/browser-api.ts";
import { queries } from "#api/queries.ts";
import { AppLink, TextLink } from "#components/app-link.tsx";
import { BatchProgress } from "#components/batches/batch-progress.tsx";
import { useBatch } from "#components/batches/use-batch.ts";
import { classNames } from "#components/class-names.ts";
import { Button } from "#components/ui/button.tsx";
import { overviewParams } from "../search-params.ts";
import { prepareFirstSteps, type FirstStep } from "./prepare-first-steps.ts";
import { SampleLine } from "./sample-line.tsx";
import { TriggerStep } from "./trigger-step.tsx";

function StepHead({ step: { title, sentence, state }, number }: { step: FirstStep; number: number }) {
  return (
    <>
      <h3 className="flex items-center gap-2 font-strong">
        <span
          className={classNames(
            "inline-flex size-5 items-center justify-center rounded-full border border-border-strong text-caption",
            state === "done" && "border-good text-good",
            state === "now" && "border-text bg-text text-inverse",
          )}
        >
          {state === "done" ? <Check aria-label="done" className="size-3" /> : number}
        </span>
        {title}
      </h3>
      <p className="text-muted">{sentence}</p>
    </>
  );
}

function StartedRuns({ batchId }: { batchId: number }) {
  const { data: batch, error } = useBatch(batchId);
  if (batch !== undefined) return <BatchProgress batch={batch} />;
  return error === null ? null : (
    <p role="alert" className="text-bad">
      {error.message}
    </p>
  );
}

/** The short way a newcomer goes: target, scenario, ten runs, result. */
export function FirstSteps({ onDismiss }: { onDismiss: () => void }) {
  const [batchId, setBatchId] = useQueryState("first", overviewParams.first);
  // The oldest first: the first sample completes, the latest one shows a missed goal.
  const [chosen, setChosen] = useState<number | null>(null);
  const isMock = useQuery(queries.health(browserApi)).data?.mock_mode ?? true;
  const scenarios = useQuery(queries.scenarios(browserApi, { limit: 100 })).data?.data.toReversed() ?? [];
  const scenario = scenarios.find(({ id }) => id === chosen) ?? scenarios[0] ?? null;
  const batch = useQuery({ ...queries.batch(browserApi, batchId ?? 0), enabled: batchId !== null }).data ?? null;
  const steps = prepareFirstSteps({ scenario, batch, isMock });
  return (
    <section aria-label="First steps" className="rounded-control border bg-panel">
      <header className="flex items-center gap-2 border-b py-1.5 pr-1.5 pl-3">
        <h2 className="flex-1 text-section">First steps: from a target to a result</h2>
        <Button variant="quiet" size="icon" aria-label="Put the first steps away" title="Put away" onClick={onDismiss}>
          <X aria-hidden />
        </Button>
      </header>
      <ol className="grid gap-x-6 gap-y-3 p-3 md:grid-cols-2 xl:grid-cols-4">
        {steps.map((step, index) => (
          <li
            key={step.name}
            aria-current={step.state === "now" ? "step" : undefined}
            className="flex min-w-0 flex-col items-start gap-1.5"
          >
            <StepHead step={step} number={index + 1} />
            {step.name === "target" ? <TextLink href="/targets">Look at the targets</TextLink> : null}
            {step.name === "scenario" ? (
              <TextLink href={scenario === null ? "/automations?create=new" : "/scenarios"}>
                {scenario === null ? "Create an automation" : "Look at the scenarios"}
              </TextLink>
            ) : null}
            {step.name === "runs" && batchId === null && scenario !== null ? (
              <TriggerStep
                scenarios={scenarios}
                scenario={scenario}
                isMock={isMock}
                onChoose={setChosen}
                onTriggered={(id) => void setBatchId(id)}
              />
            ) : null}
            {step.name === "runs" && batchId !== null ? <StartedRuns batchId={batchId} /> : null}
            {step.name === "result" && step.state === "now" && batchId !== null ? (
              <Button asChild variant="primary" size="dense">
                <AppLink href={`/batches/${batchId}`}>Open the result</AppLink>
              </Button>
            ) : null}
          </li>
        ))}
      </ol>
      <SampleLine />
    </section>
  );
}

"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Scenario, TriggeredRun } from "@tfbench/contracts";
import { Pencil, Play } from "lucide-react";
import { useQueryStates } from "nuqs";
import { browserApi } from "#api/browser-api.ts";
import { fieldErrors } from "#components/form/field-errors.ts";
import { FormProblems } from "#components/form/form-problems.tsx";
import { Button } from "#components/ui/button.tsx";
import { LaunchedPanel } from "../launched-panel.tsx";
import { draftOf } from "../prepare.ts";
import { ScenarioDialog } from "../scenario-dialog.tsx";
import { TriggerDialog } from "../trigger-dialog.tsx";
import { scenarioParams } from "./search-params.ts";

function useTrigger(scenario: Scenario) {
  const [, setParams] = useQueryStates(scenarioParams, { history: "push" });
  const queryClient = useQueryClient();
  const onTriggered = (run: TriggeredRun) => {
    void queryClient.invalidateQueries({ queryKey: ["runs"] });
    void setParams({ dialog: null, batch: run.batch_id, run: run.count === 1 ? run.id : null }, { history: "replace" });
  };
  const trigger = useMutation({
    mutationFn: () => browserApi.triggerRun({ scenario_id: scenario.id }),
    onSuccess: onTriggered,
  });
  return { trigger, onTriggered };
}

/** Trigger, trigger many, edit; what was triggered stays in sight under the buttons. */
export function ScenarioActions({ scenario }: { scenario: Scenario }) {
  const [params, setParams] = useQueryStates(scenarioParams, { history: "push" });
  const { trigger, onTriggered } = useTrigger(scenario);
  // Instead of the dialog's entry: Back must not lead into a form that was sent or given up.
  const close = () => void setParams({ dialog: null }, { history: "replace" });
  const isArchived = scenario.archived_at !== null;
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <Button variant="primary" disabled={trigger.isPending || isArchived} onClick={() => trigger.mutate()}>
          <Play aria-hidden /> Trigger run
        </Button>
        <Button disabled={isArchived} onClick={() => void setParams({ dialog: "trigger" })}>
          Run xN
        </Button>
        <Button onClick={() => void setParams({ dialog: "edit" })}>
          <Pencil aria-hidden /> Edit
        </Button>
        {isArchived ? <span className="text-muted">This scenario is archived.</span> : null}
      </div>
      <FormProblems messages={fieldErrors(trigger.error, []).rest} />
      {params.batch === null ? null : (
        <LaunchedPanel
          key={params.batch}
          batchId={params.batch}
          runId={params.run}
          onClose={() => void setParams({ batch: null, run: null })}
        />
      )}
      {params.dialog === "edit" ? (
        <ScenarioDialog id={scenario.id} initial={draftOf(scenario)} onClose={close} />
      ) : null}
      {params.dialog === "trigger" ? (
        <TriggerDialog scenario={scenario} onTriggered={onTriggered} onClose={close} />
      ) : null}
    </>
  );
}

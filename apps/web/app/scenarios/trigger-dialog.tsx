"use client";

import { ApiProblem } from "@tfbench/client";
import type { Scenario, TriggeredRun } from "@tfbench/contracts";
import { useState } from "react";
import { DryRun } from "#components/catalogue/dry-run.tsx";
import { Elapsed } from "#components/elapsed.tsx";
import { fieldErrors } from "#components/form/field-errors.ts";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { JsonField } from "#components/form/json-field.tsx";
import { NumberField } from "#components/form/number-field.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { Button } from "#components/ui/button.tsx";
import { countOf } from "#format/count-of.ts";
import { costInput, TRIGGER_FIELDS, triggerBody, triggerObstacle, type TriggerDraft } from "./prepare.ts";
import { TriggerCost } from "./trigger-cost.tsx";
import { useTrigger } from "./use-trigger.ts";

type TriggerDialogProps = { scenario: Scenario; onTriggered: (run: TriggeredRun) => void; onClose: () => void };

const FIRST_DRAFT: TriggerDraft = { count: "10", inputs: "{}", labels: "", isConfirmed: false };

/** Triggers a scenario several times, with inputs and labels of this occasion. */
export function TriggerDialog({ scenario, onTriggered, onClose }: TriggerDialogProps) {
  const [draft, setDraft] = useState(FIRST_DRAFT);
  const body = triggerBody(scenario.id, draft);
  const { trigger, stop } = useTrigger(onTriggered);
  const errors = fieldErrors(trigger.error, TRIGGER_FIELDS);
  const needsConfirmation = trigger.error instanceof ApiProblem && trigger.error.code === "confirmation_required";
  const change = (changes: Partial<TriggerDraft>) => setDraft((now) => ({ ...now, ...changes }));
  const cost = costInput(scenario.id, draft);

  return (
    <FormDialog
      title={`Run ${scenario.name}`}
      description={`On ${scenario.target_name}, at most ${scenario.run_settings.concurrency} at a time.`}
      submitText={draft.count === "1" ? "Trigger run" : `Trigger ${draft.count} runs`}
      isSending={trigger.isPending}
      obstacle={triggerObstacle(draft, needsConfirmation)}
      isChanged={draft.inputs !== FIRST_DRAFT.inputs || draft.labels !== FIRST_DRAFT.labels}
      problems={errors.rest}
      onSubmit={() => body !== null && trigger.mutate(body)}
      onClose={onClose}
    >
      {trigger.isPending ? <Sending count={Number(draft.count)} since={trigger.submittedAt} onStop={stop} /> : null}
      <NumberField
        label="Runs"
        isFirst
        text={draft.count}
        errors={errors.of("count")}
        onChange={(count) => change({ count })}
        hint="1 to 10,000. All belong to one batch."
      />
      {cost === null ? null : <TriggerCost input={cost} />}
      <JsonField
        label="Inputs for these runs"
        rows={4}
        text={draft.inputs}
        errors={errors.of("inputs")}
        onChange={(inputs) => change({ inputs })}
        hint="They win over the scenario's inputs and the automation's defaults."
      />
      <TextField
        label="Labels"
        isLong
        text={draft.labels}
        placeholder="commit=4f2a91"
        errors={errors.of("labels")}
        onChange={(labels) => change({ labels })}
        hint="key=value, one a line."
      />
      {needsConfirmation || draft.isConfirmed ? (
        <label className="flex items-center gap-2">
          <input
            type="checkbox"
            className="accent-text"
            checked={draft.isConfirmed}
            onChange={(event) => change({ isConfirmed: event.target.checked })}
          />
          I have read the estimate and want these runs at their cost
        </label>
      ) : null}
      <DryRun input={cost} />
    </FormDialog>
  );
}

type SendingProps = { count: number; since: number; onStop: () => void };

/** While the runs are being written. They are one transaction: stopping it cancels them as soon as they are there. */
function Sending({ count, since, onStop }: SendingProps) {
  const [isStopping, setIsStopping] = useState(false);
  return (
    <div role="status" className="flex flex-wrap items-center gap-2 rounded-control border px-3 py-2 text-meta">
      <span className="min-w-0 flex-1">
        {isStopping ? "Cancelling as soon as they are written" : `Writing ${countOf(count, "run")}`}:{" "}
        <Elapsed since={new Date(since).toISOString()} />
      </span>
      <Button
        size="dense"
        disabled={isStopping}
        onClick={() => {
          setIsStopping(true);
          onStop();
        }}
      >
        Cancel {countOf(count, "run")}
      </Button>
    </div>
  );
}

"use client";

import { useMutation } from "@tanstack/react-query";
import { ApiProblem } from "@tfbench/client";
import type { Scenario, TriggeredRun } from "@tfbench/contracts";
import { useState } from "react";
import { browserApi } from "#api/browser-api.ts";
import { fieldErrors } from "#components/form/field-errors.ts";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { JsonField } from "#components/form/json-field.tsx";
import { NumberField } from "#components/form/number-field.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { TRIGGER_FIELDS, triggerBody, type TriggerDraft } from "./prepare.ts";

type TriggerDialogProps = { scenario: Scenario; onTriggered: (run: TriggeredRun) => void; onClose: () => void };

const FIRST_DRAFT: TriggerDraft = { count: "10", inputs: "{}", labels: "", isConfirmed: false };

/** Triggers a scenario several times, with inputs and labels of this occasion. */
export function TriggerDialog({ scenario, onTriggered, onClose }: TriggerDialogProps) {
  const [draft, setDraft] = useState(FIRST_DRAFT);
  const body = triggerBody(scenario.id, draft);
  const trigger = useMutation({
    mutationFn: async () => body && browserApi.triggerRun(body),
    onSuccess: (run) => run && onTriggered(run),
  });
  const errors = fieldErrors(trigger.error, TRIGGER_FIELDS);
  const needsConfirmation = trigger.error instanceof ApiProblem && trigger.error.code === "confirmation_required";
  const change = (changes: Partial<TriggerDraft>) => setDraft({ ...draft, ...changes });

  return (
    <FormDialog
      title={`Run ${scenario.name}`}
      description={`On ${scenario.target_name}, at most ${scenario.run_settings.concurrency} at a time.`}
      submitText={draft.count === "1" ? "Trigger run" : `Trigger ${draft.count} runs`}
      isSending={trigger.isPending}
      canSubmit={body !== null && draft.count !== "" && (!needsConfirmation || draft.isConfirmed)}
      problems={errors.rest}
      onSubmit={() => trigger.mutate()}
      onClose={onClose}
    >
      <NumberField
        label="Runs"
        text={draft.count}
        errors={errors.of("count")}
        onChange={(count) => change({ count })}
        hint="1 to 10,000. All belong to one batch."
      />
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
    </FormDialog>
  );
}

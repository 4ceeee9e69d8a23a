"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { browserApi } from "#api/browser-api.ts";
import { ChoiceField } from "#components/form/choice-field.tsx";
import { fieldErrors } from "#components/form/field-errors.ts";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { NumberField } from "#components/form/number-field.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { TARGET_FIELDS, targetBody, TIMEOUTS, type TargetDraft } from "./prepare.ts";

type TargetDialogProps = { id: number | null; initial: TargetDraft; onClose: () => void };

const SIMULATED = [
  { value: "", text: "Found out from the address" },
  { value: "false", text: "No, the real service" },
  { value: "true", text: "Yes" },
] as const;
const BILLS = [
  { value: "all", text: "Every run costs its steps" },
  { value: "completed", text: "Only completed runs cost" },
] as const;

/** Creates a target, or changes the one named by `id`. */
export function TargetDialog({ id, initial, onClose }: TargetDialogProps) {
  const [draft, setDraft] = useState(initial);
  const queryClient = useQueryClient();
  const save = useMutation({
    mutationFn: async () => {
      const body = targetBody(draft);
      if (id === null) return browserApi.createTarget(body);
      return browserApi.updateTarget({
        id,
        ...body,
        ...(draft.is_default && !initial.is_default ? { is_default: true } : {}),
      });
    },
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ["targets"] }).then(onClose),
  });
  const errors = fieldErrors(save.error, TARGET_FIELDS);
  const change = (changes: Partial<TargetDraft>) => setDraft({ ...draft, ...changes });

  return (
    <FormDialog
      title={id === null ? "Create target" : `Edit ${initial.name}`}
      description="One configured instance of the provider."
      submitText={id === null ? "Create target" : "Save target"}
      isSending={save.isPending}
      problems={errors.rest}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <TextField
        label="Name"
        isFirst
        text={draft.name}
        errors={errors.of("name")}
        onChange={(name) => change({ name })}
      />
      <TextField
        label="Address"
        text={draft.base_url}
        errors={errors.of("base_url")}
        onChange={(baseUrl) => change({ base_url: baseUrl })}
      />
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField
          label="Credential"
          text={draft.credential}
          placeholder="env:TINYFISH_API_KEY"
          errors={errors.of("credential")}
          onChange={(credential) => change({ credential })}
          hint="env:NAME, an environment variable of the worker. The key itself is never stored."
        />
        <ChoiceField
          label="Simulator"
          value={draft.simulated}
          options={SIMULATED}
          errors={errors.of("simulated")}
          onChange={(value) => change({ simulated: value === "true" || value === "false" ? value : "" })}
          hint="Runs of a simulator are never mixed with real ones."
        />
        <NumberField
          label="Most runs at a time"
          text={draft.max_in_flight}
          placeholder="no limit"
          errors={errors.of("limits.max_in_flight")}
          onChange={(limit) => change({ max_in_flight: limit })}
          hint="Over all batches and workers."
        />
        <NumberField
          label="US dollars per step"
          text={draft.usd_per_step}
          placeholder="not known"
          errors={errors.of("prices.usd_per_step")}
          onChange={(price) => change({ usd_per_step: price })}
          hint="Empty means unknown, which is not free."
        />
        <ChoiceField
          label="Bills"
          value={draft.bills}
          options={BILLS}
          errors={errors.of("prices.bills")}
          onChange={(bills) => change({ bills: bills === "completed" ? "completed" : "all" })}
          hint="A changed price is a new version; old runs keep theirs."
        />
      </div>
      <fieldset>
        <legend className="mb-1 text-meta text-muted">Time limits in milliseconds; empty means the default</legend>
        <div className="grid grid-cols-2 gap-3 sm:grid-cols-5">
          {TIMEOUTS.map(({ field, text }) => (
            <NumberField
              key={field}
              label={text}
              text={draft.timeouts[field]}
              errors={errors.of(`timeouts.${field}`)}
              onChange={(value) => change({ timeouts: { ...draft.timeouts, [field]: value } })}
            />
          ))}
        </div>
      </fieldset>
      {id === null ? null : (
        <label className="flex items-center gap-2">
          <input
            type="checkbox"
            className="accent-text"
            checked={draft.is_default}
            disabled={initial.is_default}
            onChange={(event) => change({ is_default: event.target.checked })}
          />
          {initial.is_default
            ? "This is the default target; make another one the default to change that"
            : "Use for scenarios that name no target"}
        </label>
      )}
    </FormDialog>
  );
}

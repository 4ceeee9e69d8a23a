"use client";

import { useState } from "react";
import { browserApi } from "#api/browser-api.ts";
import { useSave } from "#components/catalogue/use-save.ts";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { AddressFields } from "./address-fields.tsx";
import { TARGET_FIELDS, targetBody, type TargetDraft } from "./prepare.ts";
import { TargetLimitsFields } from "./target-limits-fields.tsx";
import { TargetTest } from "./target-test.tsx";

type TargetDialogProps = { id: number | null; initial: TargetDraft; onClose: () => void };

/** Creates a target, or changes the one named by `id`. */
export function TargetDialog({ id, initial, onClose }: TargetDialogProps) {
  const [draft, setDraft] = useState(initial);
  const body = targetBody(draft);
  const isMoved = draft.is_default !== initial.is_default;
  const { isSending, submit, errors } = useSave({
    noun: "targets",
    fields: TARGET_FIELDS,
    body,
    send: (sent) =>
      id === null
        ? browserApi.createTarget({ ...sent, provider: draft.provider })
        : browserApi.updateTarget({ id, ...sent, ...(isMoved ? { is_default: draft.is_default } : {}) }),
    onSaved: onClose,
  });
  const isKept = initial.is_builtin && id !== null;
  const change = (changes: Partial<TargetDraft>) => setDraft((now) => ({ ...now, ...changes }));

  return (
    <FormDialog
      title={id === null ? "Create target" : `Edit ${initial.name}`}
      description="One configured instance of a provider."
      submitText={id === null ? "Create target" : "Save target"}
      isSending={isSending}
      isChanged={JSON.stringify(draft) !== JSON.stringify(initial)}
      problems={errors.rest}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label="Name"
        isFirst
        text={draft.name}
        errors={errors.of("name")}
        onChange={(name) => change({ name })}
      />
      <AddressFields id={id} draft={draft} errors={errors} isKept={isKept} onChange={change} />
      <TargetLimitsFields draft={draft} errors={errors} onChange={change} />
      {id === null ? null : (
        <DefaultChoice
          wasDefault={initial.is_default}
          isDefault={draft.is_default}
          onChange={(isDefault) => change({ is_default: isDefault })}
        />
      )}
      <TargetTest draft={{ ...body, provider: draft.provider, name: draft.name || "this target" }} />
    </FormDialog>
  );
}

type DefaultChoiceProps = { wasDefault: boolean; isDefault: boolean; onChange: (isDefault: boolean) => void };

function DefaultChoice({ wasDefault, isDefault, onChange }: DefaultChoiceProps) {
  return (
    <label className="flex items-center gap-2">
      <input
        type="checkbox"
        className="accent-text"
        checked={isDefault}
        onChange={(event) => onChange(event.target.checked)}
      />
      {wasDefault && !isDefault
        ? "Its provider has no default target then: scenarios that name none cannot be triggered"
        : "Use for scenarios of its provider that name no target"}
    </label>
  );
}

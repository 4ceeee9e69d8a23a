"use client";

import type { FieldErrors } from "#components/form/field-errors.ts";
import { NumberField } from "#components/form/number-field.tsx";
import { LoadFields } from "./load/load-fields.tsx";
import type { TriggerDraft } from "./prepare-trigger.ts";

type RunsFieldsProps = {
  draft: TriggerDraft;
  errors: FieldErrors;
  onChange: (changes: Partial<TriggerDraft>) => void;
};

/** How many runs; for endpoints of streams also when each starts. */
export function RunsFields({ draft: { count, load }, errors, onChange }: RunsFieldsProps) {
  if (load === null)
    return (
      <NumberField
        label="Runs"
        isFirst
        text={count}
        errors={errors.of("count")}
        onChange={(text) => onChange({ count: text })}
        hint="1 to 10,000. All belong to one batch."
      />
    );
  return (
    <LoadFields draft={load} errors={errors} onChange={(changes) => onChange({ load: { ...load, ...changes } })} />
  );
}

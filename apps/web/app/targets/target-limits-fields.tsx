"use client";

import { ChoiceField } from "#components/form/choice-field.tsx";
import type { FieldErrors } from "#components/form/field-errors.ts";
import { NumberField } from "#components/form/number-field.tsx";
import { TIMEOUTS, type TargetDraft } from "./prepare.ts";
import { PROVIDER_FIELDS } from "./provider-fields.ts";

const BILLS = [
  { value: "all", text: "Every run costs its steps" },
  { value: "completed", text: "Only completed runs cost" },
] as const;

type TargetLimitsFieldsProps = {
  draft: TargetDraft;
  errors: FieldErrors;
  onChange: (changes: Partial<TargetDraft>) => void;
};

/** What a target allows, what it charges, and how long it is waited for. */
export function TargetLimitsFields({ draft, errors, onChange }: TargetLimitsFieldsProps) {
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-3">
        <NumberField
          label="Most runs at a time"
          text={draft.max_in_flight}
          placeholder="no limit"
          errors={errors.of("limits.max_in_flight")}
          onChange={(limit) => onChange({ max_in_flight: limit })}
          hint="Over all batches and workers."
        />
        {PROVIDER_FIELDS[draft.provider].hasSteps ? (
          <PriceFields draft={draft} errors={errors} onChange={onChange} />
        ) : null}
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
              onChange={(value) => onChange({ timeouts: { ...draft.timeouts, [field]: value } })}
            />
          ))}
        </div>
      </fieldset>
    </>
  );
}

function PriceFields({ draft, errors, onChange }: TargetLimitsFieldsProps) {
  return (
    <>
      <NumberField
        label="US dollars per step"
        text={draft.usd_per_step}
        placeholder="not known"
        errors={errors.of("prices.usd_per_step")}
        onChange={(price) => onChange({ usd_per_step: price })}
        hint="Empty means unknown, which is not free."
      />
      <ChoiceField
        label="Bills"
        value={draft.bills}
        options={BILLS}
        errors={errors.of("prices.bills")}
        onChange={(bills) => onChange({ bills: bills === "completed" ? "completed" : "all" })}
        hint="A changed price is a new version; old runs keep theirs."
      />
    </>
  );
}

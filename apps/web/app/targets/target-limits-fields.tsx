"use client";

import { ChoiceField } from "#components/form/choice-field.tsx";
import type { FieldErrors } from "#components/form/field-errors.ts";
import { NumberField } from "#components/form/number-field.tsx";
import { TIMEOUTS, TOKEN_PRICES, type TargetDraft, type TokenPrice } from "./prepare.ts";
import { PROVIDER_FIELDS } from "./provider-fields.ts";

const COMPLETED = { value: "completed", text: "Only completed runs cost" } as const;
const BILLS_OF = {
  steps: [{ value: "all", text: "Every run costs its steps" }, COMPLETED],
  tokens: [{ value: "all", text: "Every run costs its tokens" }, COMPLETED],
} as const;

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
          <NumberField
            label="US dollars per step"
            text={draft.usd_per_step}
            placeholder="not known"
            errors={errors.of("prices.usd_per_step")}
            onChange={(price) => onChange({ usd_per_step: price })}
            hint="Empty means unknown, which is not free."
          />
        ) : null}
        <BillsField draft={draft} errors={errors} onChange={onChange} />
      </div>
      {PROVIDER_FIELDS[draft.provider].hasSteps ? null : (
        <TokenPriceFields draft={draft} errors={errors} onChange={onChange} />
      )}
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

function BillsField({ draft, errors, onChange }: TargetLimitsFieldsProps) {
  return (
    <ChoiceField
      label="Bills"
      value={draft.bills}
      options={BILLS_OF[PROVIDER_FIELDS[draft.provider].hasSteps ? "steps" : "tokens"]}
      errors={errors.of("prices.bills")}
      onChange={(bills) => onChange({ bills: bills === "completed" ? "completed" : "all" })}
      hint="A changed price is a new version; old runs keep theirs."
    />
  );
}

const TOKEN_PRICE_HINT: Partial<Record<TokenPrice, string>> = {
  usd_per_million_output_tokens: "Those of reasoning included.",
  usd_per_million_cached_tokens: "Empty: they cost what other input tokens do.",
};

function TokenPriceFields({ draft, errors, onChange }: TargetLimitsFieldsProps) {
  return (
    <fieldset>
      <legend className="mb-1 text-meta text-muted">
        Price in US dollars per million tokens; empty means unknown, which is not free
      </legend>
      <div className="grid gap-3 sm:grid-cols-3">
        {TOKEN_PRICES.map(({ field, text }) => (
          <NumberField
            key={field}
            label={text}
            text={draft.tokenPrices[field]}
            placeholder="not known"
            errors={errors.of(`prices.${field}`)}
            onChange={(price) => onChange({ tokenPrices: { ...draft.tokenPrices, [field]: price } })}
            {...(TOKEN_PRICE_HINT[field] === undefined ? {} : { hint: TOKEN_PRICE_HINT[field] })}
          />
        ))}
      </div>
    </fieldset>
  );
}

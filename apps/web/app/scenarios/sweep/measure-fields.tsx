"use client";

import { ChoiceField } from "#components/form/choice-field.tsx";
import type { FieldErrors } from "#components/form/field-errors.ts";
import { TextField } from "#components/form/text-field.tsx";
import { levelErrors, MEASURES, searchErrors, type LevelsDraft } from "./sweep-draft.ts";

type MeasureFieldsProps = {
  draft: LevelsDraft;
  axis: "concurrency" | "rate";
  errors: FieldErrors;
  onChange: (changes: Partial<LevelsDraft>) => void;
};

/** Whether the load is measured once, at given levels, or at those that a search comes to. */
export function MeasureFields({ draft, axis, errors, onChange }: MeasureFieldsProps) {
  const replaced = axis === "rate" ? "rate" : "runs at a time";
  return (
    <>
      <ChoiceField
        label="Measure"
        value={draft.measure}
        options={MEASURES}
        onChange={(value) => onChange({ measure: MEASURES.find((each) => each.value === value)?.value ?? "load" })}
      />
      {draft.measure === "sweep" ? (
        <TextField
          label="Levels of a sweep"
          text={draft.levels}
          placeholder="1, 2, 4, 8"
          errors={[...levelErrors(draft.levels, axis), ...errors.of("levels")]}
          onChange={(levels) => onChange({ levels })}
          hint={`A batch for each, one after another, in place of the ${replaced} above.`}
        />
      ) : null}
      {draft.measure === "search" ? (
        <SearchFields draft={draft} axis={axis} errors={errors} onChange={onChange} />
      ) : null}
    </>
  );
}

function SearchFields({ draft, axis, errors, onChange }: MeasureFieldsProps) {
  const { low, high } = searchErrors(draft, axis);
  const unit = axis === "rate" ? "Rate" : "Runs at a time";
  const replaced = axis === "rate" ? "rate" : "runs at a time";
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField
          label={`${unit}, from`}
          text={draft.low}
          errors={[...low, ...errors.of("search.low")]}
          onChange={(text) => onChange({ low: text })}
          hint={`In place of the ${replaced} above; doubled until a level is not met, then the gap is halved.`}
        />
        <TextField
          label={`${unit}, up to`}
          text={draft.high}
          errors={[...high, ...errors.of("search.high")]}
          onChange={(text) => onChange({ high: text })}
          hint="It never goes above."
        />
      </div>
      <TextField
        label="Objectives that a level has to meet"
        isLong
        text={draft.slos}
        placeholder="p95(response_ms) < 800"
        errors={errors.of("search.slos")}
        onChange={(slos) => onChange({ slos })}
        hint="One a line. Left empty: those of the scenario. The answer holds at 95 % confidence."
      />
    </>
  );
}

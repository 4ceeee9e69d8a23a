"use client";

import { ChoiceField } from "#components/form/choice-field.tsx";
import type { FieldErrors } from "#components/form/field-errors.ts";
import { NumberField } from "#components/form/number-field.tsx";
import { isRandom, LOAD_KINDS, loadOf, type LoadDraft } from "./load-draft.ts";
import { loadErrors } from "./load-errors.ts";
import type { LoadField } from "./load-limits.ts";
import { MeasureFields } from "../sweep/measure-fields.tsx";
import { axisOf } from "../sweep/sweep-draft.ts";
import { PartsFields } from "../parts/parts-fields.tsx";
import { EMPTY_TRACE } from "../trace/trace-draft.ts";
import { TraceFields } from "../trace/trace-fields.tsx";
import { LoadCurve } from "./load-curve.tsx";
import { LoadShapeFields } from "./load-shape-fields.tsx";

const TRACE = { value: "trace", text: "Open: a recorded trace" } as const;
const ON_FULL = [
  { value: "wait", text: "Waits, its due time kept" },
  { value: "drop", text: "Is dropped, and counts as attempted" },
] as const;

export type LoadFieldsProps = {
  draft: LoadDraft;
  errors: FieldErrors;
  onChange: (changes: Partial<LoadDraft>) => void;
};

/** How many runs and when each starts; what that comes to is drawn under it. */
export function LoadFields({ draft, errors, onChange }: LoadFieldsProps) {
  const load = loadOf(draft);
  const axis = axisOf(draft.kind);
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-1 font-strong">Load</legend>
      <ChoiceField
        label="Load profile"
        value={draft.trace === null ? draft.kind : TRACE.value}
        options={draft.counted === "run" ? [...LOAD_KINDS, TRACE] : LOAD_KINDS}
        errors={errors.of("load.kind")}
        onChange={(value) =>
          onChange(
            value === TRACE.value
              ? { trace: EMPTY_TRACE }
              : { trace: null, kind: LOAD_KINDS.find((kind) => kind.value === value)?.value ?? "closed" },
          )
        }
        hint={
          draft.trace === null && draft.kind === "closed"
            ? "A slow target is asked less often. Response times count from the start of each run."
            : "Runs are due whether or not others have ended. Response times count from the moment a run was due, so waiting shows."
        }
      />
      {draft.trace === null ? (
        <LoadShapeFields draft={draft} errors={errors} onChange={onChange} />
      ) : (
        <TraceFields
          trace={draft.trace}
          errors={errors}
          onChange={(changes) => onChange({ trace: { ...(draft.trace ?? EMPTY_TRACE), ...changes } })}
        />
      )}
      {draft.trace === null && draft.kind === "closed" ? null : (
        <CeilingFields draft={draft} errors={errors} onChange={onChange} />
      )}
      {draft.trace !== null || axis === null ? null : (
        <MeasureFields draft={draft} axis={axis} errors={errors} onChange={onChange} />
      )}
      <PartsFields
        draft={draft.parts}
        errors={errors}
        onChange={(changes) => onChange({ parts: { ...draft.parts, ...changes } })}
      />
      {load === null ? null : <LoadCurve load={load} counted={draft.counted} />}
    </fieldset>
  );
}

function CeilingFields({ draft, errors, onChange }: LoadFieldsProps) {
  const of = loadErrors(draft, errors);
  const number = (field: LoadField) => ({
    text: draft[field],
    errors: of(field),
    onChange: (text: string) => onChange({ [field]: text }),
  });
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <NumberField
        label="Most runs open at a time"
        placeholder="no ceiling"
        hint="The target's own limit holds as well."
        {...number("max_in_flight")}
      />
      {draft.max_in_flight === "" ? null : (
        <ChoiceField
          label="A run due beyond them"
          value={draft.on_full}
          options={ON_FULL}
          errors={errors.of("load.on_full")}
          onChange={(value) => onChange({ on_full: value === "drop" ? "drop" : "wait" })}
        />
      )}
      {draft.trace === null && isRandom(draft) ? (
        <NumberField
          label="Seed"
          placeholder="drawn"
          hint="The same seed gives the same times again."
          {...number("seed")}
        />
      ) : null}
    </div>
  );
}

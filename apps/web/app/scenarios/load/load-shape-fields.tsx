"use client";

import { ChoiceField } from "#components/form/choice-field.tsx";
import { NumberField } from "#components/form/number-field.tsx";
import type { LoadDraft } from "./load-draft.ts";
import { loadErrors } from "./load-errors.ts";
import type { LoadField } from "./load-limits.ts";
import type { LoadFieldsProps } from "./load-fields.tsx";
import { StageFields } from "./stage-fields.tsx";

type Shown = { field: LoadField; label: string; hint?: string };

const RUNS: Shown = { field: "runs", label: "Runs", hint: "1 to 10,000. Empty: as many as the time brings." };
const DURATION: Shown = { field: "duration_s", label: "Duration (s)", hint: "Whichever comes first ends it." };
const RATE: Shown = { field: "rate_per_second", label: "Runs per second", hint: "More than 0, also less than 1." };

const SHOWN: Record<LoadDraft["kind"], readonly Shown[]> = {
  closed: [
    { ...RUNS, hint: "1 to 10,000. Empty: as many as fit into the time." },
    DURATION,
    { field: "concurrency", label: "Runs at a time", hint: "The target's own limit holds as well." },
    {
      field: "start_spread_ms",
      label: "Spread the first starts over (ms)",
      hint: "0 starts them all at once; at most 60,000.",
    },
  ],
  constant: [RATE, RUNS, DURATION],
  poisson: [RATE, RUNS, DURATION],
  gamma: [
    RATE,
    { field: "shape", label: "Shape", hint: "Under 1: clumps. 1: Poisson. Over 1: more even." },
    RUNS,
    DURATION,
  ],
  burst: [
    { field: "runs_per_burst", label: "Runs per burst", hint: "All due at the same moment." },
    { field: "every_s", label: "A burst every (s)" },
    RUNS,
    DURATION,
  ],
  ramp: [
    { field: "from_per_second", label: "From, runs per second", hint: "More than 0." },
    { field: "to_per_second", label: "To, runs per second", hint: "More than 0." },
    { field: "ramp_s", label: "In (s)" },
  ],
  stages: [],
};

const CURVES = [
  { value: "linear", text: "Linear" },
  { value: "exponential", text: "Exponential" },
] as const;
const ARRIVALS = [
  { value: "constant", text: "Evenly spaced" },
  { value: "poisson", text: "At random (Poisson)" },
] as const;

/** The fields of the chosen shape. */
export function LoadShapeFields({ draft, errors, onChange }: LoadFieldsProps) {
  const of = loadErrors(draft, errors);
  const hasArrivals = draft.kind === "ramp" || draft.kind === "stages";
  return (
    <>
      {draft.kind === "stages" ? (
        <StageFields
          stages={draft.stages}
          errors={errors.of("load.stages")}
          onChange={(stages) => onChange({ stages })}
        />
      ) : null}
      <div className="grid gap-3 sm:grid-cols-3">
        {SHOWN[draft.kind].map(({ field, label, hint }) => (
          <NumberField
            key={field}
            label={field === "runs" && draft.counted === "conversation" ? "Conversations" : label}
            text={draft[field]}
            errors={of(field)}
            onChange={(text) => onChange({ [field]: text })}
            {...(hint === undefined ? {} : { hint })}
          />
        ))}
        {draft.kind === "ramp" ? (
          <ChoiceField
            label="Curve"
            value={draft.curve}
            options={CURVES}
            errors={errors.of("load.curve")}
            onChange={(value) => onChange({ curve: value === "exponential" ? "exponential" : "linear" })}
          />
        ) : null}
        {hasArrivals ? (
          <ChoiceField
            label="Arrivals"
            value={draft.arrivals}
            options={ARRIVALS}
            errors={errors.of("load.arrivals")}
            onChange={(value) => onChange({ arrivals: value === "poisson" ? "poisson" : "constant" })}
          />
        ) : null}
      </div>
    </>
  );
}

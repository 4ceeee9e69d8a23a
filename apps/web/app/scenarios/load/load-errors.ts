import type { FieldErrors } from "#components/form/field-errors.ts";
import type { LoadDraft, StageDraft } from "./load-draft.ts";
import { LIMITS, problemOf, STAGE_LIMITS, type LoadField } from "./load-limits.ts";

const API_NAME: Partial<Record<LoadField, string>> = {
  duration_s: "duration_ms",
  ramp_s: "duration_ms",
  every_s: "every_ms",
};

const apiField = (field: LoadField): string => (field === "seed" ? "seed" : `load.${API_NAME[field] ?? field}`);

/** The API's fields that have a place on the form. */
export const LOAD_FIELDS: readonly string[] = [
  ...["load.kind", "load.curve", "load.arrivals", "load.on_full", "load.stages"],
  "seed",
  ...["levels", "search.low", "search.high", "search.slos"],
  ...[
    "runs",
    "concurrency",
    "start_spread_ms",
    "rate_per_second",
    "duration_ms",
    "shape",
    "runs_per_burst",
    "every_ms",
    "from_per_second",
    "to_per_second",
    "max_in_flight",
  ].map((field) => `load.${field}`),
];

/** What is wrong with a field of the profile: found here, or said by the API. */
export function loadErrors(draft: LoadDraft, errors: FieldErrors): (field: LoadField) => string[] {
  return (field) => {
    const found = problemOf(draft[field], LIMITS[field]);
    const said = errors.of(apiField(field));
    return found === null ? said : [found];
  };
}

export const stageErrors = (stage: StageDraft): Record<keyof StageDraft, string[]> => ({
  rate_per_second: listed(problemOf(stage.rate_per_second, STAGE_LIMITS.rate_per_second)),
  duration_s: listed(problemOf(stage.duration_s, STAGE_LIMITS.duration_s)),
});
const listed = (problem: string | null): string[] => (problem === null ? [] : [problem]);

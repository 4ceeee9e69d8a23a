import type { Client } from "@tfbench/client";
import type { FieldErrors } from "#components/form/field-errors.ts";
import { problemOf } from "../load/load-limits.ts";

type Body = Parameters<Client["triggerRun"]>[0];
/** What a trigger says beside its load. */
export type PartsBody = Pick<Body, "warm_up_runs" | "warm_up_ms" | "cool_down_ms" | "grace_ms" | "cancellation">;

const DAY_S = 86_400;
const FIELDS = [
  "warm_up_runs",
  "warm_up_s",
  "cool_down_s",
  "cancel_percent",
  "cancel_from_s",
  "cancel_to_s",
  "grace_s",
] as const;
export type PartField = (typeof FIELDS)[number];
export type PartsDraft = Record<PartField, string>;

const LIMITS: Record<PartField, Parameters<typeof problemOf>[1]> = {
  warm_up_runs: { min: 0, max: 10_000, isWhole: true },
  warm_up_s: { min: 0, max: DAY_S, isWhole: false },
  cool_down_s: { min: 0, max: DAY_S, isWhole: false },
  cancel_percent: { min: 0.01, max: 100, isWhole: false },
  cancel_from_s: { min: 0, max: DAY_S, isWhole: false },
  cancel_to_s: { min: 0, max: DAY_S, isWhole: false },
  grace_s: { min: 0, max: 3_600, isWhole: false },
};

export const EMPTY_PARTS: PartsDraft = {
  warm_up_runs: "",
  warm_up_s: "",
  cool_down_s: "",
  cancel_percent: "",
  cancel_from_s: "",
  cancel_to_s: "",
  grace_s: "",
};
const API_FIELD: Record<PartField, string> = {
  warm_up_runs: "warm_up_runs",
  warm_up_s: "warm_up_ms",
  cool_down_s: "cool_down_ms",
  cancel_percent: "cancellation.share",
  cancel_from_s: "cancellation.after_ms.from",
  cancel_to_s: "cancellation.after_ms.to",
  grace_s: "grace_ms",
};
/** The API's fields that have a place on the form. */
export const PART_FIELDS = ["warm_up_runs", "warm_up_ms", "cool_down_ms", "cancellation", "grace_ms"] as const;

const ms = (secondsText: string): number => Math.round(Number(secondsText) * 1_000);

function foundIn(draft: PartsDraft, field: PartField): string | null {
  const problem = problemOf(draft[field], LIMITS[field]);
  if (problem !== null) return problem;
  const { cancel_percent: percent, cancel_from_s: from, cancel_to_s: to } = draft;
  if (field === "cancel_percent" && percent === "" && from + to !== "") return "must be given beside the times";
  if (field === "cancel_from_s" && percent !== "" && from === "") return "must be given beside the share";
  return field === "cancel_to_s" && to !== "" && Number(to) < Number(from) ? "must not be less than from" : null;
}

/** What is wrong with a field: found here, or said by the API. */
export function partErrors(draft: PartsDraft, errors: FieldErrors): (field: PartField) => string[] {
  return (field) => {
    const found = foundIn(draft, field);
    return found === null ? errors.of(API_FIELD[field]) : [found];
  };
}

/** What keeps them from being sent. */
export const partsObstacle = (draft: PartsDraft): string | null =>
  FIELDS.every((field) => foundIn(draft, field) === null) ? null : "Mend what is marked under More first.";

export function partsBody(draft: PartsDraft): PartsBody {
  const { warm_up_runs: runs, warm_up_s: warmUp, cool_down_s: coolDown, grace_s: grace } = draft;
  const { cancel_percent: percent, cancel_from_s: from, cancel_to_s: to } = draft;
  const after_ms = { from: ms(from), to: ms(to === "" ? from : to) };
  return {
    ...(runs === "" ? {} : { warm_up_runs: Number(runs) }),
    ...(warmUp === "" ? {} : { warm_up_ms: ms(warmUp) }),
    ...(coolDown === "" ? {} : { cool_down_ms: ms(coolDown) }),
    ...(percent === "" ? {} : { cancellation: { share: Number(percent) / 100, after_ms } }),
    ...(grace === "" ? {} : { grace_ms: ms(grace) }),
  };
}

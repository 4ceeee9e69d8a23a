import type { ScenarioFields } from "@tfbench/store";
import { readConstraintViolation } from "@tfbench/store";
import { notFound } from "../not-found.ts";

/** The automation or target was there when it was looked up and is gone now: the same refusal as if it never was. */
export function explainMissing(cause: unknown, scenario: Pick<ScenarioFields, "automation_id" | "target_id">): unknown {
  const violation = readConstraintViolation(cause);
  if (violation?.kind !== "foreign_key") return cause;
  if (violation.constraint.includes("target") && scenario.target_id !== null)
    return notFound("Target", scenario.target_id, "target_id");
  return notFound("Automation", scenario.automation_id, "automation_id");
}

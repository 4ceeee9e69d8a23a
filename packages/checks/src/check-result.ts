import type { CheckResult, JsonValue, RunSettings } from "@tfbench/contracts";
import { filledLeaves } from "./filled-leaves.ts";
import { GUARDS, isReport, isStatus, quote } from "./guards.ts";
import type { Guard, Judged } from "./guards.ts";

type Settings = Pick<RunSettings, "guards" | "allow_empty">;

/** Every guard on its own, with what it found: the same that `judgeGoal` decides by, the first that failed. Pure. */
export function checkResult(result: JsonValue, settings: Settings): CheckResult[] {
  if (settings.guards === "off") return [];
  const judged: Judged = { result, leaves: filledLeaves(result) };
  const failed: Guard[] = [];
  return GUARDS.map((guard) => {
    const { name, expected, goal, isAboutEmptiness } = guard;
    const check = { kind: "guard", name, expected } as const;
    const notAsked = whyNotAsked(guard, { judged, settings, failed });
    if (notAsked !== null) return { ...check, found: notAsked, outcome: "not_applicable", goal: null };
    const objection = guard.objectTo(judged);
    if (objection === null) return { ...check, found: nothingAgainst(guard, judged), outcome: "passed", goal: null };
    if (isAboutEmptiness) failed.push(guard);
    return { ...check, found: `${capital(objection)}.`, outcome: "failed", goal };
  });
}

type Asked = { judged: Judged; settings: Settings; failed: readonly Guard[] };

function whyNotAsked(guard: Guard, { judged, settings, failed }: Asked): string | null {
  if (guard.isAboutEmptiness && settings.allow_empty) return "The scenario allows empty results.";
  if (judged.result === null && guard.name !== "null result") return "There is no result to look into.";
  const [emptier] = failed;
  return guard.isAboutEmptiness && emptier !== undefined ? `"${emptier.name}" says it already.` : null;
}

function nothingAgainst(guard: Guard, { result, leaves }: Judged): string {
  const status = leaves.find(isStatus);
  if (guard.name === "status failure")
    return status === undefined ? "No status inside the result." : `${capital(quote(status))}.`;
  if (guard.name === "null result") return `${kindOf(result)}.`;
  const data = leaves.filter((leaf) => !isReport(leaf)).length;
  if (data === 0) return "Only a report of the work, nothing that is empty beside it.";
  const filled = `${data.toLocaleString("en-US")} filled ${data === 1 ? "field" : "fields"}`;
  return guard.name === "blocked" ? `None of these words where they would count; ${filled}.` : `${capital(filled)}.`;
}

function kindOf(result: JsonValue): string {
  if (Array.isArray(result)) return `A list of ${result.length.toLocaleString("en-US")}`;
  if (typeof result === "string") return "A text";
  if (typeof result !== "object" || result === null) return `A ${typeof result}`;
  const fields = Object.keys(result).length;
  return `An object with ${fields} ${fields === 1 ? "field" : "fields"}`;
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

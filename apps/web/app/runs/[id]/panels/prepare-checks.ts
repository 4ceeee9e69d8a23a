import type { Run, RunSettings } from "@tfbench/contracts";

/** One judgement on the result: what was expected, and what was found where that is known. */
export type CheckRow = { name: string; expected: string; found: string; state: "fine" | "objected" | "not_asked" };
export type Checks = { rows: CheckRow[]; note: string | null };

type Guard = { name: string; expected: string; isAboutEmptiness: boolean };

/** In the order in which they are asked; the first that objects decides. */
const GUARDS: readonly Guard[] = [
  {
    name: "blocked",
    expected:
      "No “access denied”, “captcha” or “blocked” where the agent reports on its work, or as all that it found.",
    isAboutEmptiness: false,
  },
  { name: "status failure", expected: "No `status: failure` inside the result.", isAboutEmptiness: false },
  { name: "null result", expected: "A result that is not null.", isAboutEmptiness: true },
  { name: "empty arrays", expected: "Not only empty arrays.", isAboutEmptiness: true },
  { name: "null fields", expected: "At least one filled field.", isAboutEmptiness: true },
];

const REASON = /^Guard "([^"]+)": ([\s\S]*)$/u;

/** The guards as this run met them. `goal_reason` names the one that objected. */
export function prepareChecks(
  run: Pick<Run, "status" | "goal" | "goal_reason">,
  { guards, allow_empty: allowsEmpty }: Pick<RunSettings, "guards" | "allow_empty">,
): Checks {
  if (run.status === "queued" || run.status === "running")
    return { rows: [], note: "The result is judged when the run has ended." };
  if (run.status !== "completed")
    return { rows: [], note: "Only the result of a completed run is judged; this one did not complete." };
  if (guards === "off") return { rows: [], note: "The guards are off for this scenario: nothing judged the result." };

  const [, objector, found = ""] = REASON.exec(run.goal_reason ?? "") ?? [];
  const objectorAt = GUARDS.findIndex(({ name }) => name === objector);
  const rows = GUARDS.map(({ name, expected, isAboutEmptiness }, index): CheckRow => {
    if (allowsEmpty && isAboutEmptiness)
      return { name, expected, found: "Not asked: the scenario allows empty results.", state: "not_asked" };
    if (index === objectorAt) return { name, expected, found, state: "objected" };
    if (objectorAt !== -1 && index > objectorAt)
      return { name, expected, found: "Not asked: an earlier one objected.", state: "not_asked" };
    return { name, expected, found: "Nothing against it.", state: "fine" };
  });
  const isUnjudged = run.goal === "not_evaluated" && objectorAt === -1;
  return {
    rows,
    note: isUnjudged
      ? "No guard objects. That is not a pass: guards can only say that a goal was missed, and this scenario has no check that could say it was met."
      : null,
  };
}

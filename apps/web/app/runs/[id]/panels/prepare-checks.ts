import type { Run, RunChecks } from "@tfbench/contracts";

type Judged = Pick<Run, "goal">;

const WITHOUT = {
  not_ended: "The result is judged when the run has ended.",
  not_completed: "Only the result of a completed run is judged; this one did not complete.",
  guards_off: "The guards were off for this run: nothing judged its result.",
} as const;

/** What must be said beside the checklist, or in place of it. */
export function prepareNotes(run: Judged, checks: RunChecks): string[] {
  const notes: string[] = [];
  if (checks.state !== "judged") notes.push(WITHOUT[checks.state]);
  else if (checks.goal_now !== run.goal)
    notes.push(
      "The goal was judged by earlier checks; today's would decide otherwise. The run keeps the goal it was given.",
    );
  else if (checks.decided_by === null)
    notes.push(
      "No guard objects. That is not a pass: guards can only say that a goal was missed, and this scenario has no check that could say it was met.",
    );
  const changed = changedSettings(checks);
  if (changed.length > 0)
    notes.push(`The scenario has changed since: ${changed.join(", ")}. This run was judged with what it had then.`);
  return notes;
}

function changedSettings({ settings, settings_now }: RunChecks): string[] {
  const word = (isAllowed: boolean) => (isAllowed ? "allowed" : "not allowed");
  const { guards, allow_empty } = settings_now;
  return [
    ...(settings.guards === guards ? [] : [`guards were ${settings.guards}, now ${guards}`]),
    ...(settings.allow_empty === allow_empty
      ? []
      : [`empty results were ${word(settings.allow_empty)}, now ${word(allow_empty)}`]),
  ];
}

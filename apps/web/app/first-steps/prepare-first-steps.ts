import type { BatchDetail, Origin, Scenario } from "@tfbench/contracts";

type StepName = "target" | "scenario" | "runs" | "result";
export type FirstStep = { name: StepName; title: string; sentence: string; state: "done" | "now" | "later" };

type Known = {
  scenario: Pick<Scenario, "name" | "target_name"> | null;
  batch: Pick<BatchDetail, "id" | "status"> | null;
  isMock: boolean;
};

const isOver = (batch: Known["batch"]) => batch !== null && !["queued", "running"].includes(batch.status);

/** The way from nothing to a result, and how far a newcomer is on it. */
export function prepareFirstSteps({ scenario, batch, isMock }: Known): FirstStep[] {
  const cost = isMock ? "Runs on the simulator cost nothing." : "Its runs cost money; an estimate is shown before.";
  const steps = [
    {
      name: "target" as const,
      title: "Target",
      sentence:
        scenario === null
          ? "Where runs go: the simulator is set up already."
          : `Where runs go: ${scenario.target_name}. ${cost}`,
      isDone: scenario !== null,
    },
    {
      name: "scenario" as const,
      title: "Scenario",
      sentence:
        scenario === null
          ? "What a run does: load the samples, or define an automation and a scenario."
          : `What a run does: ${scenario.name}.`,
      isDone: scenario !== null,
    },
    {
      name: "runs" as const,
      title: "10 runs",
      sentence: "One run says little: ten show how much the figures vary.",
      isDone: isOver(batch),
    },
    {
      name: "result" as const,
      title: "Result",
      sentence: isOver(batch)
        ? `Batch ${batch?.id ?? ""} has ended: read success, times and cost, each with its interval.`
        : "Success, times and cost, each with its interval.",
      isDone: false,
    },
  ];
  const now = steps.findIndex(({ isDone }) => !isDone);
  return steps.map(({ isDone, ...step }, index) => ({
    ...step,
    state: isDone ? "done" : index === now ? "now" : "later",
  }));
}

/** A newcomer is who has no runs of the own yet; samples are not the own. */
export const isNewcomer = (available: readonly Origin[]): boolean => available.every((origin) => origin === "sample");

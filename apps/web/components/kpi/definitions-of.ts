import type { Measured } from "@tfbench/contracts";
import { MEASURED_WORDS } from "#components/measured/measured-words.ts";

type Definition = { title: string; definition: string };

const OF_BOTH = {
  success: {
    title: "End-to-end success",
    definition:
      "Runs whose goal was judged as passed, divided by attempted runs. Attempted: due in the period, except those cancelled by us, stopped by budget or credits, or aborted. 95 % Wilson interval.",
  },
  goal_success: {
    title: "Goal success",
    definition:
      "Passed runs divided by those with a fair attempt: passed, partial and failed. Blocked runs and infrastructure errors are left out.",
  },
  total_duration_ms: {
    title: "Total time",
    definition:
      "From the run's first act on the network to its last event, over successes: passed, or completed where no check exists. Percentiles by linear interpolation (type 7), 95 % intervals by order statistics.",
  },
  cost: {
    title: "Cost per success",
    definition: "Cost of all attempts divided by successes. An unknown cost is never counted as zero.",
  },
  queue: {
    title: "Queue",
    definition: "Runs that wait to start, and runs that are open, over all batches and origins.",
  },
} as const satisfies Record<string, Definition>;

const OF_EACH: Record<Measured, Record<"completed_unchecked" | "ttft_ms" | "gaps_ms", Definition>> = {
  agents: {
    completed_unchecked: {
      title: "Completed, goal unchecked",
      definition:
        "Runs that completed but have no check that could judge their goal, divided by attempted runs. Never added to success.",
    },
    ttft_ms: {
      title: MEASURED_WORDS.agents.timeToFirst,
      definition: "From the run's first act on the network to the first action the agent reports, over successes.",
    },
    gaps_ms: {
      title: MEASURED_WORDS.agents.gaps,
      definition:
        "Time between one action and the next, pooled over all gaps of all successes by a mergeable sketch, relative error at most 1 %. Heartbeats are not actions.",
    },
  },
  endpoints: {
    completed_unchecked: {
      title: "Completed",
      definition:
        "Runs whose stream reached its end, divided by attempted runs. 95 % Wilson interval. What the text says is not judged.",
    },
    ttft_ms: {
      title: MEASURED_WORDS.endpoints.timeToFirst,
      definition:
        "From the run's first act on the network to the first content: answer, reasoning or tool-call text. Events without content do not count. Over successes.",
    },
    gaps_ms: {
      title: MEASURED_WORDS.endpoints.gaps,
      definition:
        "Time between one content event and the next, pooled over all gaps of all successes by a mergeable sketch, relative error at most 1 %. A chunk may hold several tokens.",
    },
  },
};

/** What each figure of the overview is, in the words of the metric definitions. */
export const definitionsOf = (measured: Measured) => ({ ...OF_BOTH, ...OF_EACH[measured] });

import type { Run } from "@tfbench/contracts";
import { countOf } from "#format/count-of.ts";
import { formatNumber } from "#format/format-number.ts";
import { formatUsd } from "#format/format-usd.ts";
import { formatLength } from "../format-length.ts";
import { connectionStat, startStat } from "./connection-stats.ts";
import { gapStat, stallStat, type GapWords } from "./gap-stats.ts";
import { prepareStreamStats } from "./prepare-stream-stats.ts";
import { part, timed, withoutEnd, withoutTotal, type Stat } from "./stat.ts";
import { withoutEvents } from "./without-events.ts";

const ACTIONS: GapWords = { noun: "action", plural: "actions", rest: "Heartbeats are not actions." };

/** The row of figures under the timeline. */
export const prepareStats = (run: Run): Stat[] =>
  run.provider === "tinyfish" ? prepareAgentStats(run) : prepareStreamStats(run);

function prepareAgentStats(run: Run): Stat[] {
  return [
    timed({
      title: "Total time",
      definition: "From the run's first act on the network to its terminal event (service time).",
      valueMs: run.total_duration_ms,
      note: null,
      why: withoutTotal(run),
    }),
    timed({
      title: "Time to first action",
      definition: "From the run's first act on the network to the first action the agent reports.",
      valueMs: run.ttft_ms,
      note: null,
      why: withoutEvents(run) ?? "the stream brought no action",
    }),
    gapStat(run, ACTIONS),
    stallStat(run, ACTIONS),
    timed({
      title: "Browser ready",
      definition: "From the run's first act on the network to the event that carries the live view's address.",
      valueMs: run.time_to_streaming_url_ms,
      note: null,
      why: withoutEvents(run) ?? "the stream brought no such event",
    }),
    stepStat(run),
    costStat(run),
    connectionStat(run),
    startStat(run),
    timed({
      title: "At the provider",
      definition: "From its start to its finish by the provider's own clock; never mixed with ours.",
      valueMs: run.provider_run_ms,
      note: run.provider_queue_ms === null ? null : `after ${formatLength(run.provider_queue_ms)} in its queue`,
      why: withoutEnd(run) ?? "not in the provider's record",
    }),
  ];
}

function stepStat(run: Run): Stat {
  const { steps, progress_events: actions } = run;
  const seen = actions === null ? null : `${countOf(actions, "action")} seen in the stream`;
  return {
    title: "Steps",
    definition: "The provider's own count of steps, read from its record after the run.",
    parts: steps === null ? [] : [part(formatNumber(steps))],
    note:
      steps === null ? (withoutEnd(run) ?? ["not in the provider's record", seen].filter(Boolean).join("; ")) : seen,
  };
}

function costStat(run: Run): Stat {
  const { cost_usd: cost, price_version: version, steps } = run;
  const unknown = withoutEnd(run) ?? (steps === null ? "not known: no step count" : "not known: no price");
  return {
    title: "Cost",
    definition: "Steps times the target's price at the time of the run. Unknown is not free.",
    parts: cost === null ? [] : [part(formatUsd(cost))],
    note: cost === null ? unknown : versionOf(version),
  };
}

const versionOf = (version: number | null) => (version === null ? null : `price version ${version}`);

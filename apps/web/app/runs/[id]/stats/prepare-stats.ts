import type { InterTokenStats, Run } from "@tfbench/contracts";
import { countOf } from "#format/count-of.ts";
import { formatNumber } from "#format/format-number.ts";
import { formatUsd } from "#format/format-usd.ts";
import { formatLength } from "../format-length.ts";

/** One part of a value; greyed where it rests on too little to be leaned on. */
export type StatPart = { text: string; isGreyed: boolean };
/** `parts` is empty where there is no value: `note` then says why. */
export type Stat = { title: string; definition: string; parts: StatPart[]; note: string | null };

const part = (text: string, isGreyed = false): StatPart => ({ text, isGreyed });

type Timed = { title: string; definition: string; valueMs: number | null; note: string | null; why: string };

const timed = ({ title, definition, valueMs, note, why }: Timed): Stat =>
  valueMs === null
    ? { title, definition, parts: [], note: why }
    : { title, definition, parts: [part(formatLength(valueMs))], note };

/** The row of figures under the timeline. */
export function prepareStats(run: Run): Stat[] {
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
    gapStat(run),
    stallStat(run),
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

const withoutEnd = ({ status }: Run): string | null =>
  status === "queued" || status === "running" ? "known when the run has ended" : null;

/** Why nothing is known of a stream, where that is not the stream's own doing. */
const withoutEvents = (run: Run): string | null =>
  withoutEnd(run) ??
  (run.status === "completed" && run.progress_events === null ? "the run was polled: no stream" : null);

const withoutTotal = (run: Run): string =>
  withoutEnd(run) ?? (run.started_at === null ? "the run never started" : "the terminal event never came");

const GAPS = {
  title: "Gaps, p50 / p95 / max",
  definition:
    "Time between one action and the next within this run, linear interpolation (type 7). Heartbeats are not actions. A median needs 6 gaps and a p95 needs 59 to carry an interval; below that they are greyed.",
};
/** The smallest n whose 95 % interval by order statistics exists, as METRICS defines it. */
const LEAST_FOR = { p50: 6, p95: 59 } as const;

function gapStat(run: Run): Stat {
  const { inter_token_stats: gaps } = run;
  if (gaps === null) return { ...GAPS, parts: [], note: withoutEvents(run) ?? "fewer than two actions" };
  const isFew = (name: keyof typeof LEAST_FOR) => gaps.count < LEAST_FOR[name];
  return {
    ...GAPS,
    parts: [
      part(formatLength(gaps.p50), isFew("p50")),
      part(formatLength(gaps.p95), isFew("p95")),
      part(formatLength(gaps.max)),
    ],
    note: `n ${countOf(gaps.count, "gap")}${shortageOf(gaps)}`,
  };
}

function shortageOf({ count }: InterTokenStats): string {
  if (count < LEAST_FOR.p50) return `, too few for p50 (${LEAST_FOR.p50}) and p95 (${LEAST_FOR.p95})`;
  return count < LEAST_FOR.p95 ? `, too few for p95 (${LEAST_FOR.p95})` : "";
}

function stallStat(run: Run): Stat {
  const { inter_token_stats: gaps } = run;
  const title = "Stalls";
  const definition =
    "Gaps between two actions that are longer than the threshold, which is part of the metric's definition.";
  if (gaps === null) return { title, definition, parts: [], note: withoutEvents(run) ?? "fewer than two actions" };
  return {
    title,
    definition,
    parts: [part(formatNumber(gaps.stalls))],
    note: `gaps over ${formatLength(gaps.stall_threshold_ms)}`,
  };
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

function connectionStat(run: Run): Stat {
  const { connection, connect_ms: connectMs, coalesced } = run;
  const notes = [
    connectMs === null ? null : `${formatLength(connectMs)} to connect`,
    coalesced === true ? "several events came in one read" : null,
  ].filter((note) => note !== null);
  return {
    title: "Connection",
    definition:
      "A fresh connection is dialled within the measured time, a reused one is not: first times compare only within one mode. Events of one read share its stamp.",
    parts: connection === null ? [] : [part(connection)],
    note: connection === null ? (withoutEnd(run) ?? "there was no connection") : notes.join("; ") || null,
  };
}

function startStat(run: Run): Stat {
  const { slot_wait_ms: slotMs, lag_ms: lagMs } = run;
  return {
    title: "Slot wait / lag",
    definition:
      "Slot wait: from the moment the run was due until a slot was free. Lag: from the slot to the first act, this installation's own lateness; only lag counts against validity.",
    parts: slotMs === null || lagMs === null ? [] : [part(formatLength(slotMs)), part(formatLength(lagMs))],
    note: slotMs === null || lagMs === null ? (withoutEnd(run) ?? "the run never started") : null,
  };
}

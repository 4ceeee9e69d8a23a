import type { BatchPlan, BatchLoadReport } from "@tfbench/contracts";
import { countOf } from "#format/count-of.ts";
import { formatNumber } from "#format/format-number.ts";

type Parts = Pick<BatchPlan, "warm_up_runs" | "warm_up_ms" | "cool_down_ms" | "cancellation" | "grace_ms"> & {
  settings: Pick<BatchPlan["settings"], "chats">;
};

const plain = (value: number) => formatNumber(value, Number.isInteger(value) ? 0 : 1);
const seconds = (ms: number) => `${plain(ms / 1_000)} s`;

/** Ends within a second would both be 0.0 or 0.1 s. */
function sayRange({ from, to }: { from: number; to: number }): string {
  const [unit, size] = to < 1_000 ? ["ms", 1] : ["s", 1_000];
  const say = (ms: number) => plain(ms / size);
  return from === to ? `${say(from)} ${unit}` : `${say(from)} to ${say(to)} ${unit}`;
}

/** What was asked for beside the load, a sentence each; of what is in no figure also how much that came to. */
export function sayParts(plan: Parts, report: Pick<BatchLoadReport, "window"> | null): string[] {
  const { cancellation, grace_ms } = plan;
  return [
    ...sayMargins(plan, report),
    ...(cancellation === undefined
      ? []
      : [
          `${plain(cancellation.share * 100)} % of the runs are broken off on purpose after ${sayRange(cancellation.after_ms)}, and are in no rate.`,
        ]),
    ...(grace_ms === undefined ? [] : [`Runs may go on for ${seconds(grace_ms)} after the last start.`]),
  ];
}

function sayMargins(plan: Parts, report: Pick<BatchLoadReport, "window"> | null): string[] {
  const { warm_up_runs: runs = 0, warm_up_ms: warmUpMs = 0, cool_down_ms: coolDownMs = 0, settings } = plan;
  const counted = settings.chats === undefined ? "run" : "conversation";
  const said = [
    ...(runs === 0 ? [] : [`the first ${runs === 1 ? counted : countOf(runs, counted)}`]),
    ...(warmUpMs === 0 ? [] : [`what is due before ${seconds(warmUpMs)}`]),
    ...(coolDownMs === 0 ? [] : [`what is due in the last ${seconds(coolDownMs)}`]),
  ];
  if (said.length === 0) return [];
  return [`In no figure: ${said.join(", ")}${report === null ? "" : ` (${sayLeftOut(report)})`}.`];
}

function sayLeftOut({
  window: { warm_up_runs: warmUp, cool_down_runs: coolDown = 0 },
}: Pick<BatchLoadReport, "window">) {
  const said = [
    ...(warmUp === 0 ? [] : [`${countOf(warmUp, "run")} of the warm-up`]),
    ...(coolDown === 0 ? [] : [`${countOf(coolDown, "run")} of the cool-down`]),
  ];
  return said.length === 0 ? "no run was" : said.join(", ");
}

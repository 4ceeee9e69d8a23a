import type { BatchPlan } from "@tfbench/contracts";
import { formatNumber } from "#format/format-number.ts";

const plain = (value: number) => formatNumber(value, Number.isInteger(value) ? 0 : 1);
const seconds = (ms: number) => `${plain(ms / 1_000)} s`;

const sayRange = ({ from, to }: { from: number; to: number }) =>
  from === to ? seconds(from) : `${plain(from / 1_000)} to ${seconds(to)}`;

/** What was asked for beside the load, a sentence each. */
export function sayParts({ cancellation, grace_ms }: Pick<BatchPlan, "cancellation" | "grace_ms">): string[] {
  return [
    ...(cancellation === undefined
      ? []
      : [
          `${plain(cancellation.share * 100)} % of the runs are broken off on purpose after ${sayRange(cancellation.after_ms)}, and are in no rate.`,
        ]),
    ...(grace_ms === undefined ? [] : [`Runs may go on for ${seconds(grace_ms)} after the last start.`]),
  ];
}

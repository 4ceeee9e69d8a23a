import type { BatchDetail } from "@tfbench/contracts";
import { prepareBlockTiles, type BlockTiles } from "#components/kpi/prepare-block-tiles.ts";
import { countOf } from "#format/count-of.ts";
import { formatNumber } from "#format/format-number.ts";

/** How the batch was to be run, as frozen when it was created. */
export function prepareLoadSentence({ load, plan }: BatchDetail): string {
  const spread =
    load.concurrency > 1 && load.start_spread_ms > 0
      ? `, first starts spread over ${formatNumber(load.start_spread_ms)} ms`
      : "";
  const transport = plan.settings.transport === "sse" ? "streamed" : "polled";
  return `${countOf(load.runs, "run")}, at most ${formatNumber(load.concurrency)} at a time${spread}; ${transport}, guards ${plan.settings.guards}.`;
}

/** The figures of a batch that has ended; null before. */
export function prepareBatchTiles({ id, summary }: BatchDetail): BlockTiles | null {
  if (summary === null) return null;
  return prepareBlockTiles({
    block: summary,
    previous: null,
    nothing: "no finished run in this batch",
    runsHref: (filter) => `/runs?${new URLSearchParams({ batch: String(id), ...filter })}`,
  });
}

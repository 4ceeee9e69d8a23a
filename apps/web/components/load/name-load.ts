import type { LoadProfile } from "@tfbench/contracts";
import { formatNumber } from "#format/format-number.ts";

const DECIMALS = 2;
/** As many decimals as the number needs, two at most. */
const plain = (value: number): string => String(Number(formatNumber(value, DECIMALS).replaceAll(",", "")));
const seconds = (ms: number) => `${plain(ms / 1_000)} s`;

const lasting = (ms: number | undefined): string => (ms === undefined ? "" : `, ${seconds(ms)}`);

function ratesOf(stages: readonly { rate_per_second: number }[]): string {
  const rates = stages.map(({ rate_per_second: rate }) => rate);
  const [least, most] = [Math.min(...rates), Math.max(...rates)];
  return least === most ? `${plain(least)}/s` : `${plain(least)}-${plain(most)}/s`;
}

/** A load profile as short as a table has room for: "open 50/s, 30 s". How many runs it has stands beside it. */
export function nameLoad(load: LoadProfile): string {
  switch (load.kind) {
    case "closed":
      return `${formatNumber(load.concurrency)} at a time${lasting(load.duration_ms)}`;
    case "constant":
      return `open ${plain(load.rate_per_second)}/s${lasting(load.duration_ms)}`;
    case "poisson":
      return `Poisson ${plain(load.rate_per_second)}/s${lasting(load.duration_ms)}`;
    case "gamma":
      return `gamma ${plain(load.rate_per_second)}/s${lasting(load.duration_ms)}`;
    case "burst":
      return `bursts of ${formatNumber(load.runs_per_burst)} every ${seconds(load.every_ms)}${lasting(load.duration_ms)}`;
    case "stages":
      return `${formatNumber(load.stages.length)} stages, ${ratesOf(load.stages)}${lasting(load.stages.reduce((sum, { duration_ms: ms }) => sum + ms, 0))}`;
    case "ramp":
      return `ramp ${plain(load.from_per_second)}-${plain(load.to_per_second)}/s${lasting(load.duration_ms)}`;
    case "replay":
      return `trace${lasting(load.due_offsets_ms.at(-1))}`;
  }
}

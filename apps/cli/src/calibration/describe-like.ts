import type { LikeCalibration } from "./like-calibration.ts";
import { alignColumns } from "../report/align-columns.ts";
import { formatNumber } from "../report/format-figure.ts";

/** This tool's error for one recorded workload, as a table. */
export function describeLike(like: LikeCalibration): string {
  const { ttft_bias_ms: ttft, runs, chunks, failed, left_out, workload } = like;
  const whole = failed === 0 ? "" : `; ${failed} did not come out as they were written and are in no figure`;
  const rows = [
    ["TTFT bias", `p50 ${ms(ttft.p50)}, mean ${ms(ttft.mean)}, p99 ${ms(ttft.p99)} ms (n ${ttft.n})`],
    ["gap error, p99", like.gap_error_ms_p99 === null ? "no gaps" : `${ms(like.gap_error_ms_p99)} ms`],
    ["send lateness, p99", `${ms(like.send_lateness_ms_p99)} ms`],
    ["the replay itself", like.validity],
  ];
  const out = Object.entries(left_out).map(([reason, count]) => `left out: ${count} runs ${reason}`);
  return [
    `Calibrated for ${workload}: ${runs} runs, ${chunks.toLocaleString("en-US")} chunks${whole}`,
    ...out,
    ...alignColumns(rows, [0, 1]),
  ].join("\n");
}

/** One sentence beside a later result, which may be of that workload or of another one. */
export function likeNote(like: LikeCalibration, workloadId: string): string {
  const of =
    like.workload_id === workloadId ? "this very workload" : `another workload than this one (${like.workload})`;
  const gaps = like.gap_error_ms_p99 === null ? "" : `; gap error p99 ${ms(like.gap_error_ms_p99)} ms`;
  const doubt = like.validity === "valid" ? "" : ` The replay itself was ${like.validity}.`;
  return `Calibrated for ${of} from ${like.file}: TTFT bias mean ${ms(like.ttft_bias_ms.mean)}, p99 ${ms(like.ttft_bias_ms.p99)} ms${gaps}; send lateness p99 ${ms(like.send_lateness_ms_p99)} ms.${doubt}`;
}

const ms = formatNumber;

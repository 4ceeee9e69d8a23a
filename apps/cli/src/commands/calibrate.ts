import { calibrate as calibrateEngine } from "@tfbench/engine";
import type { Calibration } from "@tfbench/engine";
import { calibrateLike } from "../calibration/calibrate-like.ts";
import { keepCalibration, keepLikeCalibration } from "../calibration/calibration-file.ts";
import { notQuietThen, othersBusyShare } from "../calibration/others-busy-share.ts";
import { describeLike } from "../calibration/describe-like.ts";
import { CliError } from "../cli-error.ts";
import type { CommandContext } from "../command-context.ts";
import { EXIT_CODE } from "../exit-code.ts";
import type { ExitCode } from "../exit-code.ts";
import { formatNumber } from "../report/format-figure.ts";
import { alignColumns } from "../report/align-columns.ts";
import type { AddCommand } from "./add-command.ts";
import { positiveNumber, wholeNumber } from "./parse-option.ts";

type Flags = { full?: boolean; threads: number; like?: string; runs: number; minutes: number };

/** Runs the engine against a server that knows the truth, and keeps how far off it was beside later results. */
export const addCalibrate: AddCommand = (command, { context, end }) => {
  command
    .option("--full", "up to 2,048 streams, about a minute; otherwise up to 512 in about five seconds")
    .option("--threads <n>", "measuring threads", wholeNumber(1, 64), 1)
    .option("--like <file>", "for the workload of a record file: play its streams again, at their due times")
    .option("--runs <n>", "with --like: at most so many runs, the first ones", wholeNumber(1, 10_000), 1_000)
    .option("--minutes <n>", "with --like: only runs that ended in so many minutes", positiveNumber, 5)
    .action(async (flags: Flags, self) => {
      const { like } = flags;
      if (like === undefined) return end(await calibrate(flags, context(self)));
      if (flags.full === true || self.getOptionValueSource("threads") === "cli") {
        throw new CliError(
          EXIT_CODE.usage,
          "--like goes by its record file: --full and --threads cannot be given with it.",
        );
      }
      return end(await calibrateForWorkload(like, flags, context(self)));
    });
};

async function calibrateForWorkload(file: string, limits: Flags, context: CommandContext): Promise<ExitCode> {
  const like = await calibrateLike(file, limits, context);
  if (like === null) {
    context.note("Interrupted: nothing was kept.");
    return EXIT_CODE.interrupted;
  }
  keepLikeCalibration(context.config.calibrationFile, like);
  context.print(context.isJson ? JSON.stringify({ kind: "like_calibration", ...like }) : describeLike(like));
  context.note(`Kept in ${context.config.calibrationFile}; it stands beside every result of this machine from now on.`);
  return like.validity === "invalid" ? EXIT_CODE.invalid_measurement : EXIT_CODE.passed;
}

async function calibrate({ full, threads }: Flags, context: CommandContext): Promise<ExitCode> {
  context.note(full === true ? "Calibrating, about a minute ..." : "Calibrating, about five seconds ...");
  const before = await othersBusyShare();
  const calibration = await calibrateEngine(full === true ? "full" : "quick", threads);
  const after = await othersBusyShare();
  const othersShare = before === null || after === null ? null : Math.max(before, after);
  const stored = keepCalibration(context.config.calibrationFile, calibration, othersShare);
  context.print(context.isJson ? JSON.stringify({ kind: "calibration", ...stored }) : describe(calibration));
  const doubt = notQuietThen(othersShare);
  if (doubt !== null) context.note(`${capital(doubt)}. Calibrate again when it is, for figures of the machine itself.`);
  context.note(`Kept in ${context.config.calibrationFile}; it stands beside every result of this machine from now on.`);
  return EXIT_CODE.passed;
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

function describe(calibration: Calibration): string {
  const { ttft_bias_ms, gap_error_ms_p99, send_lateness_ms_p99, chunks_per_cpu_second } = calibration;
  const rows = [
    [
      "TTFT bias, 1 stream",
      `p50 ${formatNumber(ttft_bias_ms.p50)}, mean ${formatNumber(ttft_bias_ms.mean)}, p99 ${formatNumber(ttft_bias_ms.p99)} ms (n ${ttft_bias_ms.n})`,
    ],
    ["gap error, p99", `${formatNumber(gap_error_ms_p99)} ms`],
    ["send lateness at 50/s, p99", `${formatNumber(send_lateness_ms_p99)} ms`],
    ["timer resolution", `${formatNumber(calibration.timer_resolution_ms * 1000)} µs`],
    [
      "chunks per CPU-second",
      chunks_per_cpu_second === null ? "this Node.js cannot tell" : formatNumber(chunks_per_cpu_second),
    ],
    [
      "streams held",
      `${calibration.streams_held}${calibration.is_limit_known ? "" : " or more"} (p99 gap error within 2 ms, mean TTFT bias within 5 ms)`,
    ],
  ];
  return alignColumns(rows, [0, 1]).join("\n");
}

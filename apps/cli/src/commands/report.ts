import { parseSlo, parseThreshold } from "@tfbench/contracts";
import { Option } from "commander";
import type { Validity } from "@tfbench/contracts";
import { judgeThresholds, LoadTally, ThresholdSeries } from "@tfbench/stats";
import type { TurnOfRun } from "@tfbench/stats";
import type { CommandContext } from "../command-context.ts";
import { EXIT_CODE } from "../exit-code.ts";
import type { ExitCode } from "../exit-code.ts";
import { addTokens } from "../local/add-tokens.ts";
import { readRecordFile } from "../record-file/read-record-file.ts";
import type { RecordedRun } from "../record-file/read-record-file.ts";
import { toLoadRun } from "../record-file/to-load-run.ts";
import { createDocument } from "../report/document.ts";
import { printReport } from "../report/print-report.ts";
import { printView, VIEW_NAMES } from "../report/print-view.ts";
import type { ViewName } from "../report/print-view.ts";
import { exitCodeOfGate } from "../thresholds/exit-code-of-gate.ts";
import { withheldFor } from "../thresholds/withheld-for.ts";
import type { AddCommand } from "./add-command.ts";

/** Computes the report of a record file anew, or says what another tool would have printed. */
export const addReport: AddCommand = (command, { context, end }) => {
  command
    .argument("<file>", "record file written by tfbench run --out")
    .addOption(
      new Option("--as <tool>", "by the definitions of another tool, and how they differ from ours").choices(
        VIEW_NAMES,
      ),
    )
    .action(async (file: string, flags: { as?: ViewName }, self) =>
      end(await report(file, flags.as ?? null, context(self))),
    );
};

async function report(file: string, view: ViewName | null, context: CommandContext): Promise<ExitCode> {
  const runs: RecordedRun[] = [];
  const { batch, end, isCut } = await readRecordFile(file, (run) => runs.push(run));
  if (isCut) context.note(`${file} ends in the middle of a line: that run is left out.`);
  if (view !== null) {
    context.print(printView(view, runs, context));
    return EXIT_CODE.passed;
  }
  const slo = batch.slos.map(parseSlo).filter((parsed) => typeof parsed !== "string");
  const tally = new LoadTally({ load: batch.load, slo });
  const thresholds = batch.thresholds
    .map(parseThreshold)
    .filter((parsed) => typeof parsed !== "string")
    .map((threshold) => new ThresholdSeries(threshold, slo));
  for (const run of runs) {
    if (run.is_warm_up) tally.addWarmUp();
    else if (run.is_cool_down) tally.addCoolDown();
    else {
      const loadRun = toLoadRun(run);
      tally.add(loadRun, turnOf(run));
      for (const series of thresholds) series.add(loadRun);
      addTokens(tally, loadRun, run.chunk_log === null ? null : Buffer.from(run.chunk_log, "base64"));
    }
  }
  const figures = tally.report();
  const validity = end === null ? UNKNOWN_VALIDITY : end.validity;
  const isStopped = end?.ended !== "all_finished";
  const document = createDocument({
    batch,
    report: figures,
    thresholds: judgeThresholds(thresholds, withheldFor({ report: figures, validity, isStopped })),
    validity,
    serverBooks: end?.server_books ?? null,
    tookMs: null,
    stopped: null,
  });
  if (end !== null && end.reason !== null) document.notes.push(end.reason);
  context.print(context.isJson ? JSON.stringify(document) : printReport(document, context));
  if (validity.verdict === "invalid") return EXIT_CODE.invalid_measurement;
  return document.gate === null ? EXIT_CODE.passed : exitCodeOfGate(document.gate);
}

const turnOf = ({ conversation, turn }: RecordedRun): TurnOfRun | null =>
  conversation === null || turn === null ? null : { conversation, turn };

const UNKNOWN_VALIDITY: Validity = {
  verdict: "suspect",
  reasons: [
    {
      verdict: "suspect",
      code: "no_end",
      sentence: "The file has no last line: whoever wrote it was stopped, and did not say how well it measured.",
    },
  ],
};

import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { compareRecords } from "../compare/compare-records.ts";
import { describeComparison } from "../compare/describe-comparison.ts";
import { judgeComparison } from "../compare/judge-comparison.ts";
import type { ComparisonGate } from "../compare/judge-comparison.ts";
import { differencesOf, readHistory, readSide } from "../compare/read-side.ts";
import type { Side } from "../compare/read-side.ts";
import { EXIT_CODE } from "../exit-code.ts";
import type { ExitCode } from "../exit-code.ts";
import type { AddCommand } from "./add-command.ts";

const EXIT_CODES: Record<ComparisonGate, ExitCode> = {
  passed: EXIT_CODE.passed,
  regressed: EXIT_CODE.threshold_missed,
  unproven: EXIT_CODE.inconclusive,
};
const NOISE_UNKNOWN =
  "These two loads ran one after the other, and how much such loads differ of themselves is not known: what is worse here may be no regression. --history with 10 record files of earlier loads settles it.";
const IS_UNPROVEN = "What is worse here is no more than chance brings among so many figures: unproven.";

/** Says of each metric whether the second load was better or worse than the first, and by the exit code whether that is a regression. */
export const addCompare: AddCommand = (command, { context, end }) => {
  command
    .argument("<before>", "record file of the load before")
    .argument("<after>", "record file of the load after")
    .option(
      "--history <files...>",
      "10 or more record files of earlier loads of the same kind: how much such loads differ of themselves",
      [],
    )
    .action(async (a: string, b: string, ...[flags, self]: [{ history: string[] }, Command]) =>
      end(await compare({ a, b, history: flags.history }, context(self))),
    );
};

type Files = { a: string; b: string; history: readonly string[] };

async function compare(files: Files, context: CommandContext): Promise<ExitCode> {
  const [a, b] = [await readSide(files.a), await readSide(files.b)];
  const history = await readHistory(files.history, a);
  const compared = compareRecords({ before: a.runs, after: b.runs, history: history.map(({ runs }) => runs) });
  const gate = judgeComparison(compared);
  const differences = differencesOf(a.batch, b.batch);
  const doubts = [a, b].map(doubtOf).filter((doubt) => doubt !== null);
  const note = noteOf(gate, history.length);
  if (context.isJson) {
    const metrics = { success: compared.success, ...compared.metrics };
    context.print(
      JSON.stringify({ kind: "comparison", a: files.a, b: files.b, metrics, gate, differences, doubts, note }),
    );
  } else {
    const notes =
      differences.length === 0 ? doubts : [...doubts, `Not the same measurement: ${differences.join(", ")}.`];
    context.print(describeComparison(compared, { notes, end: note, context }));
  }
  return [a, b].some(isInvalid) ? EXIT_CODE.invalid_measurement : EXIT_CODES[gate];
}

function noteOf(gate: ComparisonGate, loads: number): string {
  if (loads === 0) return NOISE_UNKNOWN;
  const noise = `The intervals hold how much ${loads} earlier loads differed among themselves.`;
  return gate === "unproven" ? `${noise} ${IS_UNPROVEN}` : noise;
}

const isInvalid = ({ validity }: Side): boolean => validity?.verdict === "invalid";

/** Why a side is not to be believed, whatever the verdicts say; null where it is. */
function doubtOf({ file, validity }: Side): string | null {
  if (validity === null) return `${file} has no end: how well it was measured is not known.`;
  if (validity.verdict !== "invalid") return null;
  return `${file} is invalid, and so is what is said by it. ${validity.reasons[0]?.sentence ?? ""}`.trimEnd();
}

import type { ChangeVerdict, RecordFileBatch, Validity } from "@tfbench/contracts";
import type { LoadRun } from "@tfbench/stats";
import type { CommandContext } from "../command-context.ts";
import { compareRecords } from "../compare/compare-records.ts";
import type { ComparedMetric, ComparedRecords } from "../compare/compare-records.ts";
import { EXIT_CODE } from "../exit-code.ts";
import type { ExitCode } from "../exit-code.ts";
import { readRecordFile } from "../record-file/read-record-file.ts";
import { toLoadRun } from "../record-file/to-load-run.ts";
import { alignColumns } from "../report/align-columns.ts";
import { formatNumber } from "../report/format-figure.ts";
import type { AddCommand } from "./add-command.ts";

const WORDS: Record<ChangeVerdict, string> = {
  better: "better",
  worse: "worse",
  same: "same within 5 %",
  too_few: "too few samples",
};
const NOISE = "These are two batches run one after the other: how much such batches differ by themselves is not known.";

/** Says of each metric whether the second load was better or worse than the first; exits 10 when any is worse. */
export const addCompare: AddCommand = (command, { context, end }) => {
  command
    .argument("<a>", "record file of the load before")
    .argument("<b>", "record file of the load after")
    .action(async (...given) => {
      const self = given.at(-1);
      end(await compare([given[0], given[1]], context(self)));
    });
};

type Side = { batch: RecordFileBatch; runs: LoadRun[]; validity: Validity | null };

async function compare([a, b]: readonly [string, string], context: CommandContext): Promise<ExitCode> {
  const before = await readSide(a);
  const after = await readSide(b);
  const compared = compareRecords(before.runs, after.runs);
  const differences = differencesOf(before.batch, after.batch);
  const doubts = [doubtOf(a, before), doubtOf(b, after)].filter((doubt) => doubt !== null);
  const isWorse = [compared.success, ...Object.values(compared.metrics)].some(({ verdict }) => verdict === "worse");
  if (context.isJson)
    context.print(JSON.stringify({ kind: "comparison", a, b, ...flat(compared), differences, doubts, note: NOISE }));
  else context.print(describe(compared, { differences, doubts, context }));
  return isWorse ? EXIT_CODE.threshold_missed : EXIT_CODE.passed;
}

async function readSide(file: string): Promise<Side> {
  const runs: LoadRun[] = [];
  const { batch, end } = await readRecordFile(file, (run) => {
    if (!run.is_warm_up && !run.is_cool_down) runs.push(toLoadRun(run));
  });
  return { batch, runs, validity: end?.validity ?? null };
}

/** Why a side is not to be believed, whatever the verdicts say; null where it is. */
function doubtOf(file: string, { validity }: Side): string | null {
  if (validity === null) return `${file} has no end: how well it was measured is not known.`;
  if (validity.verdict !== "invalid") return null;
  return `${file} is invalid, and so is what is said by it. ${validity.reasons[0]?.sentence ?? ""}`.trimEnd();
}

/** What makes the two hard to compare. */
function differencesOf(a: RecordFileBatch, b: RecordFileBatch): string[] {
  const differ = (name: keyof RecordFileBatch): boolean => JSON.stringify(a[name]) !== JSON.stringify(b[name]);
  const names = (
    ["provider", "request", "load", "chats", "cancellation", "transport", "timeouts", "origin"] as const
  ).filter(differ);
  return [...(placeOf(a) === placeOf(b) ? [] : ["url"]), ...names].map((name) => `${name} differs`);
}

/** The built-in simulator is at another port each time. */
function placeOf({ url, origin }: RecordFileBatch): string {
  return origin === "simulated" ? new URL(url).pathname : url;
}

const flat = ({ success, metrics }: ComparedRecords) => ({ metrics: { success, ...metrics } });

function describe(
  { success, metrics }: ComparedRecords,
  { differences, doubts, context }: { differences: string[]; doubts: string[]; context: CommandContext },
): string {
  const rows = Object.entries({ success, ...metrics }).map(([name, metric]) => [
    name,
    WORDS[metric.verdict],
    changeOf(metric.typical, metric.unit),
    metric.tail === null ? (metric.unit === "ms" ? "unknown, under 59 runs" : "") : changeOf(metric.tail, metric.unit),
    `${metric.n.a} and ${metric.n.b}`,
  ]);
  const table = alignColumns([["metric", "verdict", "typical run (95 %)", "p95 (95 %)", "n"], ...rows], [0, 1]);
  const notes =
    differences.length === 0 ? [] : [context.paint("yellow", `Not the same measurement: ${differences.join(", ")}.`)];
  const warnings = doubts.map((doubt) => context.paint("yellow", doubt));
  return [...warnings, ...notes, ...table, "", NOISE].join("\n");
}

function changeOf({ e, low, high }: ComparedMetric["typical"], unit: ComparedMetric["unit"]): string {
  if (e === null) return "not to be told";
  const inWords = (value: number | null): string => {
    if (value === null) return "open";
    // Zero has no sign for a person.
    const percent = (unit === "ms" ? (Math.exp(value) - 1) * 100 : value * -100) + 0;
    return `${percent > 0 ? "+" : ""}${formatNumber(percent)}`;
  };
  if (unit === "ms") return `${inWords(e)} % (${inWords(low)} to ${inWords(high)})`;
  // Success went up where the change for the worse is below 0.
  return `${inWords(e)} points (${inWords(high)} to ${inWords(low)})`;
}

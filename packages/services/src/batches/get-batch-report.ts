import { createHash } from "node:crypto";
import { isFinalBatchStatus, isFinalRunStatus } from "@tfbench/contracts";
import type { BatchDetail, BatchReport, KpiBlock, LoadProfile, LoadTrace } from "@tfbench/contracts";
import { isAttempted, summarizeRuns } from "@tfbench/stats";
import { finishedRuns, reportBatches } from "@tfbench/store";
import type { FinishedRun, ReportBatchRun } from "@tfbench/store";
import type { Context } from "../context.ts";
import { caseOf } from "../reports/case-of.ts";
import { compareBatches } from "../reports/compare-batches.ts";
import { distributionOf, endedMs } from "../reports/distribution-of.ts";
import { driftOf } from "../reports/drift-of.ts";
import { pickEvenly } from "../reports/pick-evenly.ts";
import { throughputOf } from "../reports/throughput-of.ts";
import { outcomesOf } from "../reports/trend-of-batches.ts";
import { validityOf } from "../reports/validity-of.ts";
import { count, writeHeadline } from "../reports/write-figures.ts";
import { sloOfBatch } from "../slos/slo-of-batch.ts";
import { getBatch } from "./get-batch.ts";

/** What the process that answers knows of how it is reached. */
export type ReproduceFacts = { version: string; base_url: string; asks_for_token: boolean };

const RUNS_PER_READ = 1_000;
const MOST_ORDER_POINTS = 2_000;
const MOST_ALIKE = 30;
/** Runs of earlier batches whose spread is looked at: beyond this the oldest batches are left out. */
const MOST_HISTORY_RUNS = 20_000;

/** What a batch taught; while it runs, what is known so far. */
export async function getBatchReport(
  ctx: Context,
  { id, ...facts }: { id: number } & ReproduceFacts,
): Promise<BatchReport> {
  const batch = await getBatch(ctx, id);
  const runs = await readRuns(ctx, id);
  const ended = runs.filter(({ status }) => isFinalRunStatus(status));
  const attempted = ended.filter(isAttempted);
  const block = batch.summary ?? (await summarizeSoFar(ctx, id));
  const total = distributionOf(attempted.map(endedMs));
  const isPreliminary = !isFinalBatchStatus(batch.status);
  const planned = plannedOf(batch);
  const soFar =
    planned === null ? `${count(ended.length)} runs so far` : `${count(ended.length)} of ${count(planned)} runs`;
  return {
    batch_id: id,
    status: batch.status,
    is_preliminary: isPreliminary,
    planned,
    ended: ended.length,
    headline: `${isPreliminary ? `Preliminary, ${soFar}. ` : ""}${writeHeadline({ provider: batch.provider, block, total })}`,
    against: isPreliminary ? null : await compareWithBefore(ctx, { batch, attempted }),
    block,
    distribution: { total, ttft: distributionOf(attempted.map(({ ttft_ms }) => ttft_ms)) },
    ...orderOf(runs),
    drift: driftOf(ended),
    cases: [caseOf(ended, batch.plan.inputs)],
    outcomes: outcomesOf(ended),
    throughput: throughputOf(spansOf(runs), sinceStartMs(ctx, runs)),
    slo: await sloOfBatch(ctx, batch),
    validity: validityOf(ended, {
      overlapping: await reportBatches.overlapping(ctx.db, id),
      // Of agents the same is judged anew: batches may have started beside one that still runs.
      judged: batch.provider === "tinyfish" ? null : batch.validity,
    }),
    reproduce: await reproduceOf(ctx, batch, { ...facts, run_ids: runs.map((run) => run.id) }),
  };
}

/** How many of its runs are to be in its figures; null where only their due times tell. */
function plannedOf({ is_counted, run_count, plan }: BatchDetail): number | null {
  if (!is_counted) return null;
  const { warm_up_runs = 0, warm_up_ms = 0, cool_down_ms = 0, is_open_ended } = plan;
  if (warm_up_ms + cool_down_ms > 0 || (warm_up_runs > 0 && is_open_ended === true)) return null;
  return run_count - warm_up_runs;
}

async function readRuns(ctx: Context, batch_id: number): Promise<ReportBatchRun[]> {
  const runs: ReportBatchRun[] = [];
  for await (const page of reportBatches.readRuns(ctx.db, batch_id, RUNS_PER_READ)) runs.push(...page);
  return runs;
}

async function summarizeSoFar(ctx: Context, batch_id: number): Promise<KpiBlock> {
  const runs: FinishedRun[] = [];
  for await (const page of finishedRuns.readPagesOfBatch(ctx.db, batch_id, RUNS_PER_READ)) runs.push(...page);
  return summarizeRuns(runs);
}

const firstStartMs = (runs: readonly ReportBatchRun[]): number | null =>
  runs.reduce<number | null>((first, { started_at }) => {
    if (started_at === null) return first;
    const atMs = Date.parse(started_at);
    return first === null ? atMs : Math.min(first, atMs);
  }, null);

function orderOf(runs: readonly ReportBatchRun[]): Pick<BatchReport, "order" | "order_note"> {
  const originMs = firstStartMs(runs);
  const points = runs.map(({ id, batch_index, started_at, total_duration_ms, ttft_ms, status, goal }) => ({
    run_id: id,
    index: batch_index,
    started_offset_ms: started_at === null || originMs === null ? null : Date.parse(started_at) - originMs,
    total_duration_ms,
    ttft_ms,
    status,
    goal,
  }));
  const order = pickEvenly(points, MOST_ORDER_POINTS);
  const isThinned = order.length < points.length;
  return {
    order,
    order_note: isThinned ? `${count(order.length)} of ${count(points.length)} runs, evenly picked.` : null,
  };
}

function spansOf(runs: readonly ReportBatchRun[]): { fromMs: number; toMs: number | null }[] {
  const originMs = firstStartMs(runs) ?? 0;
  return runs.flatMap(({ started_at, finished_at }) =>
    started_at === null
      ? []
      : [
          {
            fromMs: Date.parse(started_at) - originMs,
            toMs: finished_at === null ? null : Date.parse(finished_at) - originMs,
          },
        ],
  );
}

const sinceStartMs = (ctx: Context, runs: readonly ReportBatchRun[]): number =>
  Math.max(0, ctx.settings.now().getTime() - (firstStartMs(runs) ?? 0));

async function compareWithBefore(
  ctx: Context,
  { batch, attempted }: { batch: BatchDetail; attempted: readonly ReportBatchRun[] },
): Promise<BatchReport["against"]> {
  const { db } = ctx;
  const alike = await reportBatches.alike(db, { batch_id: batch.id, limit: MOST_ALIKE });
  const [before] = alike;
  if (before === undefined) return null;
  let room = MOST_HISTORY_RUNS;
  const known = alike.filter(({ run_count }) => (room -= run_count) >= 0).map(({ id }) => id);
  const sums = await reportBatches.sums(db, [...new Set([batch.id, before.id, ...known])]);
  const sumsOf = (id: number) => sums.find(({ batch_id }) => batch_id === id);
  const [sumsBefore, sumsAfter] = [sumsOf(before.id), sumsOf(batch.id)];
  if (sumsBefore === undefined || sumsAfter === undefined) return null;
  const times = (runs: readonly ReportBatchRun[]) => ({
    sortedMs: Float64Array.from(runs.map(endedMs).filter((ms) => ms !== null)).sort(),
    n: runs.length,
  });
  const runsBefore = (await readRuns(ctx, before.id)).filter(isAttempted);
  return compareBatches(
    { id: before.id, started_at: before.started_at, times: times(runsBefore), sums: sumsBefore },
    { id: batch.id, started_at: batch.started_at, times: times(attempted), sums: sumsAfter },
    sums.filter(({ batch_id }) => batch_id !== batch.id),
  );
}

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** A plan with a seed had a load of its own; others are told by their number of runs. */
function loadToRepeat({ load, seed, trace, warm_up_runs = 0 }: BatchDetail["plan"], count: number) {
  if (seed === undefined) return { count };
  if (trace !== undefined && load.kind === "replay") return { trace: traceToRepeat(load, trace), seed };
  // Runs of the warm-up come on top once more.
  return { load: "runs" in load && load.runs !== undefined ? { ...load, runs: load.runs - warm_up_runs } : load, seed };
}

/** The times are those it was replayed at, so its speed is in them. */
function traceToRepeat(load: Extract<LoadProfile, { kind: "replay" }>, { name, requests }: LoadTrace) {
  const lines = requests.map(({ input_tokens, output_tokens, blocks }, index) =>
    JSON.stringify({
      timestamp: load.due_offsets_ms[index],
      ...(input_tokens === null ? {} : { input_length: input_tokens }),
      ...(output_tokens === null ? {} : { output_length: output_tokens }),
      ...(blocks === null ? {} : { hash_ids: blocks }),
    }),
  );
  const { max_in_flight, on_full } = load;
  return { name, form: "jsonl", text: lines.join("\n"), max_in_flight, on_full };
}

async function reproduceOf(
  ctx: Context,
  { id, plan, scenario_id, run_count }: BatchDetail,
  { version, base_url, asks_for_token, run_ids }: ReproduceFacts & { run_ids: readonly number[] },
): Promise<BatchReport["reproduce"]> {
  const [fact] = await reportBatches.facts(ctx.db, [id]);
  const { budget, warm_up_runs, warm_up_ms, cool_down_ms, grace_ms, cancellation, inputs } = plan;
  // What is undefined is left out of JSON.
  const beside = { budget, warm_up_runs, warm_up_ms, cool_down_ms, grace_ms, cancellation, inputs };
  // Single runs of a trace again have its lengths and not its times, which no trigger says.
  const isRunsOfTrace = plan.trace !== undefined && plan.load.kind !== "replay";
  const [path, order] = isRunsOfTrace
    ? ["runs/rerun", { ids: run_ids }]
    : ["batches", { scenario_id, ...loadToRepeat(plan, run_count), ...beside }];
  const curl = [
    `curl -X POST ${quote(`${base_url}/api/v1/${path}`)}`,
    "-H 'content-type: application/json'",
    ...(asks_for_token ? ['-H "Authorization: Bearer $TFBENCH_ACCESS_TOKEN"'] : []),
    `-d ${quote(JSON.stringify(order))}`,
  ].join(" \\\n  ");
  return {
    curl,
    definition_id: fact?.definition_id ?? "",
    plan_hash: createHash("sha256").update(JSON.stringify(plan)).digest("hex"),
    server_version: version,
    price_version: plan.target.prices.version,
  };
}

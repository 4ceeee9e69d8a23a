import { basename } from "node:path";
import type { RecordFileBatch, RunResult } from "@tfbench/contracts";
import { startLoad } from "@tfbench/engine";
import type { EndedRun } from "@tfbench/engine";
import { BudgetWatch, judgeValidity, quantile } from "@tfbench/stats";
import { CliError } from "../cli-error.ts";
import type { CommandContext } from "../command-context.ts";
import { EXIT_CODE } from "../exit-code.ts";
import { toEngineHealth } from "../local/engine-health.ts";
import { LoadFollower } from "../local/load-follower.ts";
import { loadOrderOf } from "../local/load-order-of.ts";
import { obeyInterrupts } from "../local/obey-interrupts.ts";
import { simulatorEndpoint } from "../local/simulator-endpoint.ts";
import { startSimulatorProcess } from "../local/start-simulator-process.ts";
import type { LocalPlan } from "../plan/local-plan.ts";
import { readRecordFile } from "../record-file/read-record-file.ts";
import { describeLoad } from "../report/describe-load.ts";
import { chooseStreams } from "./choose-streams.ts";
import type { ChosenStreams, ReplayLimits } from "./choose-streams.ts";
import { workloadIdOf } from "./like-calibration.ts";
import type { LikeCalibration } from "./like-calibration.ts";
import { readTruth } from "./read-truth.ts";
import type { WrittenStream } from "./read-truth.ts";
import { recordedStream } from "./recorded-stream.ts";
import type { RecordedStream } from "./recorded-stream.ts";
import { ReplayErrors } from "./replay-errors.ts";
import { replayPlan } from "./replay-plan.ts";

/**
 * Plays a record file's streams to the engine again, from the simulator in a process of its own, and compares what the engine
 * says with what the simulator did. Null when it was interrupted: half a load is another load.
 */
export async function calibrateLike(
  file: string,
  limits: ReplayLimits,
  context: CommandContext,
): Promise<LikeCalibration | null> {
  const { batch, streams, leftOut } = await readStreams(file, limits);
  const lastMs = Math.max(...streams.map(({ dueMs, sentMs, endMs }) => dueMs + endMs - sentMs));
  context.note(`Playing ${streams.length} runs again, about ${Math.ceil(lastMs / 1000)} s ...`);
  const { results, truth, validity } = await replay(replayPlan(batch, streams), context);
  if (context.interrupts.soft.aborted) return null;
  const errors = new ReplayErrors();
  for (const [index, result] of results) errors.add(result, truth.get(requestIdOf(index)));
  if (errors.ttftMs.length === 0) {
    throw new CliError(EXIT_CODE.failed, "No run came out of the replay as it was written.", {
      hint: "tfbench run --url simulator --requests 10 says whether this machine measures at all.",
    });
  }
  return {
    at: new Date().toISOString(),
    file: basename(file),
    workload_id: workloadIdOf(batch),
    workload: `${batch.name}, ${describeLoad(batch.load)}`,
    runs: streams.length,
    chunks: streams.reduce((sum, { chunks }) => sum + chunks, 0),
    left_out: leftOut,
    failed: streams.length - errors.ttftMs.length,
    validity,
    ...figuresOf(errors),
  };
}

async function readStreams(file: string, limits: ReplayLimits): Promise<ChosenStreams & { batch: RecordFileBatch }> {
  const recorded: RecordedStream[] = [];
  let withoutContent = 0;
  const { batch } = await readRecordFile(file, (run) => {
    const stream = recordedStream(run);
    if (stream === null) withoutContent += 1;
    else recorded.push(stream);
  });
  const { streams, leftOut } = chooseStreams(recorded, limits);
  if (streams.length === 0) {
    throw new CliError(EXIT_CODE.usage, `${file} holds no run that can be played again.`, {
      hint: "A run needs streamed content and a chunk log, and has to fit into --runs and --minutes.",
    });
  }
  return {
    batch,
    streams,
    leftOut: withoutContent === 0 ? leftOut : { "without content": withoutContent, ...leftOut },
  };
}

const requestIdOf = (index: number): string => `like-${index}`;

type Replayed = {
  results: Map<number, RunResult>;
  truth: Map<string, WrittenStream>;
  validity: LikeCalibration["validity"];
};

async function replay(plan: LocalPlan, context: CommandContext): Promise<Replayed> {
  const simulator = await startSimulatorProcess(plan.seed);
  try {
    const follower = new LoadFollower({ ...plan, file: null, watch: new BudgetWatch(plan.budget) });
    const results = new Map<number, RunResult>();
    const order = loadOrderOf(plan, {
      url: simulatorEndpoint(simulator.url, plan),
      credential: null,
      headersAt: (index) => ({ "x-request-id": requestIdOf(index) }),
    });
    const execution = startLoad<EndedRun>(order, {
      onRecords: (ended) => {
        follower.take(ended);
        for (const { index, result } of ended) results.set(index, result);
      },
    });
    const forget = obeyInterrupts(context.interrupts, execution);
    const end = await execution.done.finally(forget);
    const { verdict } = judgeValidity(toEngineHealth(end.health, follower.counts));
    return { results, truth: await readTruth(simulator.url), validity: verdict };
  } finally {
    await simulator.close();
  }
}

function figuresOf({
  ttftMs,
  gapMs,
  latenessMs,
}: ReplayErrors): Pick<LikeCalibration, "ttft_bias_ms" | "gap_error_ms_p99" | "send_lateness_ms_p99"> {
  const at = (values: readonly number[], q: number): number | null => quantile(Float64Array.from(values).sort(), q);
  const mean = ttftMs.reduce((sum, value) => sum + value, 0) / ttftMs.length;
  return {
    ttft_bias_ms: { n: ttftMs.length, p50: at(ttftMs, 0.5) ?? mean, mean, p99: at(ttftMs, 0.99) ?? mean },
    gap_error_ms_p99: at(gapMs, 0.99),
    send_lateness_ms_p99: at(latenessMs, 0.99) ?? 0,
  };
}

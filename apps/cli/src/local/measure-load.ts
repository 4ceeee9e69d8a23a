import type { ServerBooks, Validity } from "@tfbench/contracts";
import { startLoad } from "@tfbench/engine";
import type { EndedRun, LoadEnd, LoadExecution } from "@tfbench/engine";
import { adapterOf } from "@tfbench/providers";
import { judgeThresholds, judgeValidity } from "@tfbench/stats";
import type { BudgetWatch, EngineHealth } from "@tfbench/stats";
import { findCalibration } from "../calibration/calibration-file.ts";
import { CliError } from "../cli-error.ts";
import type { CommandContext } from "../command-context.ts";
import { EXIT_CODE } from "../exit-code.ts";
import { openLiveView } from "../live/live-view.ts";
import type { LocalPlan } from "../plan/local-plan.ts";
import { openRecordFile } from "../record-file/open-record-file.ts";
import type { RecordFile } from "../record-file/open-record-file.ts";
import { createDocument } from "../report/document.ts";
import type { ReportDocument } from "../report/document.ts";
import type { OpenServerBooks } from "../server-books/open-server-books.ts";
import { withheldFor } from "../thresholds/withheld-for.ts";
import { describeBatch } from "./describe-batch.ts";
import { toEngineHealth } from "./engine-health.ts";
import { LoadFollower } from "./load-follower.ts";
import { extentOf } from "./extent-of.ts";
import { loadOrderOf } from "./load-order-of.ts";
import { obeyInterrupts } from "./obey-interrupts.ts";
import { simulatorEndpoint } from "./simulator-endpoint.ts";
import { startSimulatorProcess } from "./start-simulator-process.ts";

type Place = { url: string; isSimulated: boolean };

type MeasureRequest = {
  /** The record file, if any. */
  out: string | null;
  context: CommandContext;
  watch: BudgetWatch;
};

/** Measures one load and returns its report. Throws a CliError where it cannot begin, or its records cannot be kept. */
export async function measureLoad(plan: LocalPlan, request: MeasureRequest): Promise<ReportDocument> {
  if (plan.url !== "simulator") return measureAt({ url: plan.url, isSimulated: false }, plan, request);
  const simulator = await startSimulatorProcess(plan.seed);
  try {
    const url = simulatorEndpoint(simulator.url, plan);
    return await measureAt({ url, isSimulated: true }, plan, request);
  } finally {
    await simulator.close();
  }
}

async function measureAt(place: Place, plan: LocalPlan, request: MeasureRequest): Promise<ReportDocument> {
  const { out, context, watch } = request;
  const books = await booksOf(place, plan, context);
  const file = out === null ? null : await openRecordFile(out);
  const batch = describeBatch(
    plan,
    {
      ...place,
      wallAnchorMs: Date.now(),
      stallMs: adapterOf(plan.provider).stallMs,
      // Its figures are those of bare sockets.
      calibration: plan.transport === null ? findCalibration(context.config.calibrationFile) : null,
    },
    context,
  );
  file?.write(batch);
  const follower = new LoadFollower({ ...plan, file, watch });
  const startedMs = performance.now();
  const end = await follow({ plan, place, follower, context, watch });
  const tookMs = performance.now() - startedMs;
  const health = toEngineHealth(end.health, follower.counts);
  const validity = judgeValidity(health);
  const serverBooks = books === null ? null : await books.close(follower.book);
  await closeFile(file, { end, health, validity, serverBooks, reason: watch.stop?.sentence ?? null });
  const report = follower.tally.report();
  const isStopped = watch.stop !== null || context.interrupts.soft.aborted;
  return createDocument({
    batch,
    report,
    thresholds: judgeThresholds(follower.thresholds, withheldFor({ report, validity, isStopped })),
    validity,
    serverBooks,
    tookMs,
    stopped: watch.stop,
  });
}

async function booksOf(place: Place, plan: LocalPlan, context: CommandContext): Promise<OpenServerBooks | null> {
  const { serverMetrics } = plan;
  if (serverMetrics === null) return null;
  if (!URL.canParse(serverMetrics, place.url) || !/^https?:$/.test(new URL(serverMetrics, place.url).protocol)) {
    throw new CliError(
      EXIT_CODE.usage,
      `The address of the server's metrics, ${serverMetrics}, is no http or https address.`,
      {
        hint: "Write http://host:port/metrics, or /metrics for the target's own host.",
      },
    );
  }
  const url = new URL(serverMetrics, place.url);
  // The target's key is nobody else's business.
  const credential = url.origin === new URL(place.url).origin ? credentialOf(plan, context) : null;
  // Few loads ask for it, and what it needs of Node.js takes a while to load.
  const { openServerBooks } = await import("../server-books/open-server-books.ts");
  return openServerBooks({ url: url.href, credential, isTlsUnverified: plan.isTlsUnverified });
}

type Following = { plan: LocalPlan; place: Place; follower: LoadFollower } & Pick<MeasureRequest, "context" | "watch">;

async function follow({ plan, place, follower, context, watch }: Following): Promise<LoadEnd> {
  const view = openLiveView(context.errors, context.config, context.paintNote);
  const startedMs = performance.now();
  // How many runs conversations come to is not known before the last of them has ended.
  const extent = { ...extentOf(plan.load, plan.seed), ...(plan.chats === null ? {} : { runs: null }) };
  let unkept: unknown = null;
  const execution: LoadExecution = startLoad<EndedRun>(
    loadOrderOf(plan, { url: place.url, credential: credentialOf(plan, context) }),
    {
      onRecords: (ended) => {
        try {
          if (unkept === null) follower.take(ended);
          if (watch.stop !== null) execution.stop();
        } catch (cause) {
          unkept = cause;
          execution.cancel();
        }
      },
      onProgress: (progress) => {
        const warning = warningOf(context, watch);
        view.draw({ ...follower.figures(progress, performance.now() - startedMs), ...extent, warning });
      },
    },
  );
  const forget = obeyInterrupts(context.interrupts, execution);
  try {
    const end = await execution.done;
    if (unkept !== null) throw unkept;
    return end;
  } finally {
    forget();
    view.close();
  }
}

function warningOf({ interrupts }: CommandContext, { stop }: BudgetWatch): string | null {
  if (interrupts.soft.aborted) return "Ending: no new runs. Ctrl-C again ends at once.";
  return stop === null ? null : `${stop.sentence} No new runs.`;
}

function credentialOf({ credentialVariable }: LocalPlan, { config }: CommandContext): string | null {
  if (credentialVariable === null) return null;
  const credential = config.readVariable(credentialVariable);
  if (credential !== null && credential !== "") return credential;
  throw new CliError(EXIT_CODE.usage, `The environment variable ${credentialVariable} is not set, or empty.`, {
    hint: `Set it to the target's key: export ${credentialVariable}=...`,
  });
}

type Closing = {
  end: LoadEnd;
  health: EngineHealth;
  validity: Validity;
  serverBooks: ServerBooks | null;
  reason: string | null;
};

async function closeFile(file: RecordFile | null, closing: Closing): Promise<void> {
  const { end, health, validity, serverBooks, reason } = closing;
  file?.write({
    kind: "end",
    ended: end.ended === "all_finished" ? "all_finished" : "interrupted",
    reason,
    health: { ...health },
    validity,
    server_books: serverBooks,
  });
  await file?.close();
}

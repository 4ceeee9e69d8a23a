import { arch, cpus, platform } from "node:os";
import { RECORD_FILE_VERSION } from "@tfbench/contracts";
import type { RecordFileBatch } from "@tfbench/contracts";
import { chatSettingsOf } from "../chats/chat-settings-of.ts";
import type { StoredCalibration } from "../calibration/calibration-file.ts";
import type { CommandContext } from "../command-context.ts";
import type { LocalPlan } from "../plan/local-plan.ts";
import { withoutDataUrls } from "./without-data-urls.ts";
import { withoutSecrets } from "./without-secrets.ts";

export type BatchFacts = {
  url: string;
  isSimulated: boolean;
  wallAnchorMs: number;
  stallMs: number;
  calibration: StoredCalibration | null;
};

/** The first line of a record file: what is measured, on what machine, by which command. Holds no secret. */
export function describeBatch(plan: LocalPlan, facts: BatchFacts, context: CommandContext): RecordFileBatch {
  const { url, isSimulated, wallAnchorMs, stallMs, calibration } = facts;
  const { request, messages } = plan;
  return {
    kind: "batch",
    version: RECORD_FILE_VERSION,
    tool: `tfbench ${context.version}`,
    created_at: new Date(wallAnchorMs).toISOString(),
    name: plan.name,
    origin: isSimulated ? "simulated" : "real",
    provider: plan.provider,
    url: withoutSecrets(url),
    request: withoutDataUrls({ ...request, ...(messages.length === 0 ? {} : { messages: [...messages] }) }),
    load: plan.load,
    chats: chatSettingsOf(plan.chats),
    transport: transportOf(plan),
    seed: plan.seed,
    timeouts: plan.timeouts,
    stall_ms: stallMs,
    warm_up_runs: plan.warmUpRuns,
    warm_up_ms: plan.warmUpMs,
    cool_down_ms: plan.coolDownMs,
    cancellation: plan.cancellation,
    slos: plan.slo.map(({ text }) => text),
    thresholds: plan.gates.thresholds.map(({ text }) => text),
    gate: plan.gates.rule,
    calibration,
    environment: {
      command: context.commandLine,
      node: process.version,
      system: `${platform()} ${arch()}`,
      cores: cpus().length,
      processor: cpus()[0]?.model.trim() ?? "unknown",
      threads: plan.threads,
      connections: plan.connections,
      ...(plan.api === null ? {} : { api: plan.api }),
      prompts: plan.prompts?.description ?? "the same request every time",
      ...(plan.trace === null ? {} : { trace: plan.trace }),
      distinct_prompts: plan.prompts === null ? 1 : plan.prompts.distinct,
    },
  };
}

function transportOf({ transport }: LocalPlan): RecordFileBatch["transport"] {
  if (transport === null) return { name: "bare_sockets", http_version: 1, proxy: null };
  const { http_version, proxy } = transport;
  return { name: "undici", http_version, proxy: proxy === null ? null : withoutSecrets(proxy) };
}

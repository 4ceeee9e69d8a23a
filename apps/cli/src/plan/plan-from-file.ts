import { dirname, resolve } from "node:path";
import { Timeouts, parseSlo, parseThreshold } from "@tfbench/contracts";
import type { Slo } from "@tfbench/contracts";
import type { Threshold } from "@tfbench/stats";
import { levelsFromFile } from "../levels/levels-from-file.ts";
import { createImageReader } from "../prompts/read-image.ts";
import { resolveImages } from "../prompts/resolve-images.ts";
import { chatPlan } from "../chats/chat-plan.ts";
import { chatPrompts } from "@tfbench/engine";
import type { ChatPlan } from "@tfbench/engine";
import { checkMargins } from "./check-margins.ts";
import { checkTransport } from "./check-transport.ts";
import { chooseProvider } from "./choose-provider.ts";
import { loadFromFile } from "./load-from-file.ts";
import type { RangeMs } from "./parse-duration-range.ts";
import { promptsFromFile, syntheticFromFile } from "./prompts-from-file.ts";
import type { LocalPlan } from "./local-plan.ts";
import { messagesOfRequest } from "./messages-of-request.ts";
import { readScenarioFile } from "./read-scenario-file.ts";
import type { ScenarioFile } from "./scenario-file.ts";

/** The plan of a scenario file. Throws a CliError where the file, or the prompts it names, cannot be used. */
export function planFromFile(file: string): LocalPlan {
  const scenario = readScenarioFile(file);
  const { target, cancellation } = scenario;
  const folder = dirname(file);
  const images = { folder, readImage: createImageReader() };
  const { load, trace } = loadFromFile(scenario, folder);
  const { request, messages } = messagesOfRequest(scenario.request);
  const { provider, api } = chooseProvider({ ...target, provider: target.provider, api: target.api, request });
  const chats = chatsFromFile(scenario, { api, folder });
  const margins = {
    warmUpRuns: scenario.warm_up_runs,
    warmUpMs: scenario.warm_up_ms,
    coolDownMs: scenario.cool_down_ms,
  };
  checkMargins(margins, load, scenario.seed);
  const transport = transportFromFile(target);
  checkTransport(target.url, transport);
  return {
    name: scenario.name,
    provider,
    api,
    url: target.url,
    credentialVariable: target.api_key_env ?? null,
    headers: target.headers,
    serverMetrics: target.server_metrics ?? null,
    isTlsUnverified: target.insecure_tls,
    transport,
    request,
    messages: resolveImages(messages, images),
    prompts: chats === null ? promptsFromFile(scenario, { images, trace }) : chatPrompts(chats.script),
    load,
    levels: levelsFromFile(scenario),
    trace: trace?.description ?? null,
    chats,
    ...margins,
    cancellation:
      cancellation === undefined ? null : { share: cancellation.share, after_ms: rangeOf(cancellation.after_ms) },
    slo: scenario.slo.map(parseSlo).filter((slo): slo is Slo => typeof slo !== "string"),
    gates: {
      thresholds: scenario.thresholds.map(parseThreshold).filter((one): one is Threshold => typeof one !== "string"),
      rule: scenario.gate,
    },
    timeouts: Timeouts.parse(target.timeouts),
    seed: scenario.seed,
    threads: scenario.threads,
    connections: scenario.connections,
    graceMs: scenario.grace_ms ?? null,
    budget: scenario.budget,
    prices: target.prices ?? null,
  };
}

const transportFromFile = ({ http_version, proxy }: ScenarioFile["target"]): LocalPlan["transport"] =>
  http_version === 1 && proxy === undefined ? null : { http_version, proxy: proxy ?? null };

const rangeOf = (ms: number | RangeMs): RangeMs => (typeof ms === "number" ? { from: ms, to: ms } : ms);

function chatsFromFile(scenario: ScenarioFile, place: { api: string | null; folder: string }): ChatPlan | null {
  const { chats, target, prompts } = scenario;
  if (chats === undefined) return null;
  return chatPlan({
    turns: chats.turns,
    thinkMs: rangeOf(chats.think_ms),
    provider: target.provider ?? "openai",
    api: place.api,
    file: prompts?.file === undefined ? null : resolve(place.folder, prompts.file),
    synthetic: syntheticFromFile(scenario),
    hasImages: (prompts?.images ?? []).length > 0,
  });
}

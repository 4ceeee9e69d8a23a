import { Timeouts, parseSlo } from "@tfbench/contracts";
import type { Provider, Slo } from "@tfbench/contracts";
import type { TokenPrices } from "@tfbench/stats";
import { CliError } from "../cli-error.ts";
import { EXIT_CODE } from "../exit-code.ts";
import { chatPrompts } from "@tfbench/engine";
import type { Margins } from "@tfbench/stats";
import { cancellationFromFlags } from "./cancellation-from-flags.ts";
import type { CancellationFlags } from "./cancellation-from-flags.ts";
import { chatsFromFlags } from "./chats-from-flags.ts";
import type { ChatFlags } from "./chats-from-flags.ts";
import { checkDueFlags } from "./check-due-flags.ts";
import { checkMargins } from "./check-margins.ts";
import { checkTransport } from "./check-transport.ts";
import { chooseProvider } from "./choose-provider.ts";
import type { LocalPlan } from "./local-plan.ts";
import { atHighest, levelsFromFlags } from "../levels/levels-from-flags.ts";
import type { LevelFlags } from "../levels/levels-from-flags.ts";
import { isOfTheLoad } from "../thresholds/gates-from-flags.ts";
import { NO_GATES } from "../thresholds/gates.ts";
import { loadFromFlags, warmUpRunsOf } from "./load-from-flags.ts";
import type { LoadFlags } from "./load-from-flags.ts";
import type { UndiciTransport } from "@tfbench/engine";
import { parseProxy } from "./parse-proxy.ts";
import { parseHeader } from "./parse-header.ts";
import { promptsFromFlags, syntheticFromFlags } from "./prompts-from-flags.ts";
import type { PromptFlags } from "./prompts-from-flags.ts";
import { replayFromFlags } from "./replay-from-flags.ts";
import type { ReplayFlags } from "./replay-from-flags.ts";
import { requestFromFlags } from "./request-from-flags.ts";
import type { RequestFlags } from "./request-from-flags.ts";

/** The options of `tfbench run` as they were parsed. */
export type RunFlags = LoadFlags &
  LevelFlags &
  ReplayFlags &
  ChatFlags &
  CancellationFlags &
  PromptFlags &
  RequestFlags & {
    provider?: Provider;
    api?: string;
    header: string[];
    apiKeyEnv?: string;
    insecure?: boolean;
    timeoutMs: number;
    threads: number;
    freshConnections?: boolean;
    http2?: boolean;
    proxy?: string;
    graceMs?: number;
    coolDown?: number;
    slo: string[];
    usdPerMillionInput?: number;
    usdPerMillionOutput?: number;
  };

/** The plan that flags ask for. Throws a CliError naming the flag that cannot be used. */
export function planFromFlags(flags: RunFlags): LocalPlan {
  const { url, model, seed, timeoutMs } = flags;
  if (url !== "simulator" && !(URL.canParse(url) && /^https?:$/.test(new URL(url).protocol))) {
    throw new CliError(EXIT_CODE.usage, `--url ${url} is no http or https address.`, {
      hint: "Write the whole address, such as http://127.0.0.1:8000/v1/chat/completions, or simulator.",
    });
  }
  const place = chooseProvider({ url, provider: flags.provider, api: flags.api, request: {} });
  const chats = chatsFromFlags({ ...flags, ...place }, syntheticFromFlags(flags));
  const levels = levelsFromFlags(flags);
  checkDueFlags(flags);
  const replay = replayFromFlags(flags);
  const load = replay?.load ?? loadFromFlags(atHighest(flags, levels));
  const margins = marginsOf(flags);
  checkMargins(margins, load, seed);
  const transport = transportFromFlags(flags);
  checkTransport(url, transport);
  return {
    name: model ?? place.provider,
    provider: place.provider,
    api: place.api,
    url,
    credentialVariable: flags.apiKeyEnv ?? null,
    headers: Object.fromEntries(flags.header.map((text) => must(parseHeader(text), "--header"))),
    serverMetrics: null,
    isTlsUnverified: flags.insecure === true,
    transport,
    request: requestFromFlags(flags, place),
    messages: [],
    prompts: chats === null ? promptsFromFlags(flags, replay?.trace ?? null) : chatPrompts(chats.script),
    load,
    levels,
    trace: replay?.trace.description ?? null,
    chats,
    ...margins,
    cancellation: cancellationFromFlags(flags),
    slo: flags.slo.filter((text) => !isOfTheLoad(text)).map((text): Slo => must(parseSlo(text), "--slo")),
    gates: NO_GATES,
    timeouts: Timeouts.parse({
      connect_ms: Math.min(10_000, timeoutMs),
      headers_ms: timeoutMs,
      first_event_ms: timeoutMs,
      idle_ms: timeoutMs,
      total_ms: timeoutMs,
    }),
    seed,
    threads: flags.threads,
    connections: flags.freshConnections === true ? "fresh" : "reused",
    graceMs: flags.graceMs ?? null,
    budget: {},
    prices: pricesOf(flags),
  };
}

function transportFromFlags({ http2, proxy }: RunFlags): UndiciTransport | null {
  if (http2 !== true && proxy === undefined) return null;
  const address = proxy === undefined ? null : must(parseProxy(proxy), "--proxy");
  return { http_version: http2 === true ? 2 : 1, proxy: address?.href ?? null };
}

const marginsOf = ({ warmup, coolDown = 0 }: RunFlags): Margins => ({
  warmUpRuns: warmUpRunsOf(warmup),
  warmUpMs: "ms" in warmup ? warmup.ms : 0,
  coolDownMs: coolDown,
});

function pricesOf({ usdPerMillionInput, usdPerMillionOutput }: RunFlags): TokenPrices | null {
  if (usdPerMillionInput === undefined && usdPerMillionOutput === undefined) return null;
  if (usdPerMillionInput !== undefined && usdPerMillionOutput !== undefined) {
    return { usd_per_million_input_tokens: usdPerMillionInput, usd_per_million_output_tokens: usdPerMillionOutput };
  }
  throw new CliError(EXIT_CODE.usage, "One of the two prices is missing.", {
    hint: "Give --usd-per-million-input and --usd-per-million-output; 0 is free.",
  });
}

const HINTS = {
  "--header": "Quote it for the shell: --header 'x-team: search'. A key is better named with --api-key-env.",
  "--slo": "Quote it for the shell, as its < is a redirection there: --slo 'ttft_ms<200'.",
  "--proxy": "It has a scheme, a host and a port, and no path: --proxy http://user:password@host:3128.",
};

function must<Value>(value: Value | string, flag: keyof typeof HINTS): Exclude<Value, string> {
  if (typeof value === "string") throw new CliError(EXIT_CODE.usage, `${flag}: ${value}`, { hint: HINTS[flag] });
  // A text was just ruled out.
  return value as Exclude<Value, string>;
}

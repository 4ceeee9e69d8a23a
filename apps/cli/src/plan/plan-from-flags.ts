import { readFileSync } from "node:fs";
import { JsonObject, Timeouts } from "@tfbench/contracts";
import type { JsonValue, Provider, Slo } from "@tfbench/contracts";
import { syntheticPrompts } from "@tfbench/engine";
import type { PromptSource } from "@tfbench/engine";
import type { TokenPrices } from "@tfbench/stats";
import { CliError } from "../cli-error.ts";
import { EXIT_CODE } from "../exit-code.ts";
import { readPromptFile } from "../prompts/read-prompt-file.ts";
import type { LocalPlan } from "./local-plan.ts";
import { isOfTheLoad } from "../thresholds/gates-from-flags.ts";
import { NO_GATES } from "../thresholds/gates.ts";
import { loadFromFlags } from "./load-from-flags.ts";
import type { LoadFlags } from "./load-from-flags.ts";
import { parseHeader } from "./parse-header.ts";
import { parseSlo } from "./parse-slo.ts";

/** The options of `tfbench run` as they were parsed. */
export type RunFlags = LoadFlags & {
  url: string;
  provider: Provider;
  model?: string;
  maxTokens?: number;
  inputTokens: number;
  outputTokens?: number;
  ignoreEos?: boolean;
  sharedPrefixTokens: number;
  promptFile?: string;
  allowRepeats?: boolean;
  header: string[];
  apiKeyEnv?: string;
  extraBody?: string;
  insecure?: boolean;
  seed: number;
  timeoutMs: number;
  threads: number;
  freshConnections?: boolean;
  graceMs?: number;
  slo: string[];
  usdPerMillionInput?: number;
  usdPerMillionOutput?: number;
};

/** The plan that flags ask for. Throws a CliError naming the flag that cannot be used. */
export function planFromFlags(flags: RunFlags): LocalPlan {
  const { url, provider, model, seed, timeoutMs } = flags;
  if (url !== "simulator" && !(URL.canParse(url) && /^https?:$/.test(new URL(url).protocol))) {
    throw new CliError(EXIT_CODE.usage, `--url ${url} is no http or https address.`, {
      hint: "Write the whole address, such as http://127.0.0.1:8000/v1/chat/completions, or simulator.",
    });
  }
  return {
    name: model ?? provider,
    provider,
    url,
    credentialVariable: flags.apiKeyEnv ?? null,
    headers: Object.fromEntries(flags.header.map((text) => must(parseHeader(text), "--header"))),
    isTlsUnverified: flags.insecure === true,
    request: requestOf(flags),
    prompts: promptsOf(flags),
    load: loadFromFlags(flags),
    warmUpRuns: flags.warmup,
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

function pricesOf({ usdPerMillionInput, usdPerMillionOutput }: RunFlags): TokenPrices | null {
  if (usdPerMillionInput === undefined && usdPerMillionOutput === undefined) return null;
  if (usdPerMillionInput !== undefined && usdPerMillionOutput !== undefined) {
    return { usd_per_million_input_tokens: usdPerMillionInput, usd_per_million_output_tokens: usdPerMillionOutput };
  }
  throw new CliError(EXIT_CODE.usage, "One of the two prices is missing.", {
    hint: "Give --usd-per-million-input and --usd-per-million-output; 0 is free.",
  });
}

function must<Value>(value: Value | string, flag: string): Exclude<Value, string> {
  if (typeof value === "string") throw new CliError(EXIT_CODE.usage, `${flag}: ${value}`);
  // A text was just ruled out.
  return value as Exclude<Value, string>;
}

function requestOf(flags: RunFlags): Record<string, JsonValue> {
  const { url, maxTokens, outputTokens, ignoreEos, extraBody } = flags;
  const model = flags.model ?? (url === "simulator" ? "simulated" : undefined);
  const limit = outputTokens ?? maxTokens;
  return {
    ...(model === undefined ? {} : { model }),
    ...(limit === undefined ? {} : { max_tokens: limit }),
    ...(ignoreEos === true ? { ignore_eos: true } : {}),
    ...(extraBody === undefined ? {} : parseExtraBody(extraBody)),
  };
}

function parseExtraBody(text: string): Record<string, JsonValue> {
  try {
    return JsonObject.parse(JSON.parse(text.startsWith("@") ? readFileSync(text.slice(1), "utf8") : text));
  } catch (cause) {
    throw new CliError(
      EXIT_CODE.usage,
      `--extra-body is no JSON object: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        hint: `Quote it for the shell: --extra-body '{"temperature": 0}', or name a file: --extra-body @body.json`,
        cause,
      },
    );
  }
}

function promptsOf(flags: RunFlags): PromptSource {
  if (flags.promptFile !== undefined) return readPromptFile(flags.promptFile);
  return syntheticPrompts({
    seed: flags.seed,
    inputTokens: flags.inputTokens,
    sharedPrefixTokens: flags.sharedPrefixTokens,
    outputTokens: null,
    isRepeated: flags.allowRepeats === true,
  });
}

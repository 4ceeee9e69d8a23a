import { dirname, resolve } from "node:path";
import { Timeouts } from "@tfbench/contracts";
import type { Slo } from "@tfbench/contracts";
import { syntheticPrompts } from "@tfbench/engine";
import type { PromptSource } from "@tfbench/engine";
import type { Threshold } from "@tfbench/stats";
import { parseThreshold } from "../thresholds/parse-threshold.ts";
import { createImageReader } from "../prompts/read-image.ts";
import { readPromptFile } from "../prompts/read-prompt-file.ts";
import { imagePart, resolveImages } from "../prompts/resolve-images.ts";
import type { ImagePlace } from "../prompts/resolve-images.ts";
import { withImages } from "../prompts/with-images.ts";
import { chooseProvider } from "./choose-provider.ts";
import { parseSlo } from "./parse-slo.ts";
import type { LocalPlan } from "./local-plan.ts";
import { messagesOfRequest } from "./messages-of-request.ts";
import { readScenarioFile } from "./read-scenario-file.ts";
import type { ScenarioFile } from "./scenario-file.ts";

/** The plan of a scenario file. Throws a CliError where the file, or the prompts it names, cannot be used. */
export function planFromFile(file: string): LocalPlan {
  const scenario = readScenarioFile(file);
  const { target, load, warm_up_runs } = scenario;
  const images = { folder: dirname(file), readImage: createImageReader() };
  const { request, messages } = messagesOfRequest(scenario.request);
  const { provider, api } = chooseProvider({ ...target, provider: target.provider, api: target.api, request });
  return {
    name: scenario.name,
    provider,
    api,
    url: target.url,
    credentialVariable: target.api_key_env ?? null,
    headers: target.headers,
    isTlsUnverified: target.insecure_tls,
    request,
    messages: resolveImages(messages, images),
    prompts: promptsOf(scenario, images),
    load: "runs" in load && load.runs !== undefined ? { ...load, runs: load.runs + warm_up_runs } : load,
    warmUpRuns: warm_up_runs,
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

function promptsOf(scenario: ScenarioFile, images: ImagePlace): PromptSource | null {
  const source = textsOf(scenario, images);
  const parts = (scenario.prompts?.images ?? []).map((image) => imagePart(image, images));
  return source === null ? null : withImages(source, parts);
}

function textsOf({ prompts, seed }: ScenarioFile, { folder, readImage }: ImagePlace): PromptSource | null {
  if (prompts?.file !== undefined) return readPromptFile(resolve(folder, prompts.file), readImage);
  if (prompts?.synthetic === undefined) return null;
  const { input_tokens, shared_prefix_tokens } = prompts.synthetic;
  return syntheticPrompts({
    seed,
    inputTokens: input_tokens,
    sharedPrefixTokens: shared_prefix_tokens,
    outputTokens: null,
    isRepeated: prompts.allow_repeats,
  });
}

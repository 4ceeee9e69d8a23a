import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { installPythonTool, pythonToolFolder } from "./install-python-tool.ts";
import type { Peer } from "./peer.ts";
import { promptTexts } from "./prompt-texts.ts";
import { requestsOf } from "./requests-of.ts";
import { writeTokenizer } from "./write-tokenizer.ts";

const VERSION = "0.13.0";

type Metric<Value> = { value: Value };
type Line = {
  metadata: { x_request_id: string };
  metrics: {
    time_to_first_token?: Metric<number>;
    request_latency?: Metric<number>;
    inter_chunk_latency?: Metric<number[]>;
  };
};

export const aiperf: Peer = {
  name: `AIPerf ${VERSION}`,
  install: () => installPythonTool("aiperf", VERSION),
  tellingExitCodes: {},
  whyNoConstantRate: null,
  whyBothCores: null,
  async command({ load, outputTokens, baseUrl, model, folder }) {
    const tokenizer = join(folder, "tokenizer");
    await writeTokenizer(tokenizer);
    const prompts = join(folder, "prompts.jsonl");
    const lines = promptTexts(requestsOf(load)).map((text) => `${JSON.stringify({ text })}\n`);
    await writeFile(prompts, lines.join(""));
    const shape =
      load.kind === "streams"
        ? ["--concurrency", String(load.streams)]
        : [
            ...["--request-rate", String(load.perSecond), "--arrival-pattern", "constant"],
            ...(load.atMost === null ? [] : ["--concurrency", String(load.atMost)]),
          ];
    return [
      join(pythonToolFolder("aiperf"), "bin/aiperf"),
      "profile",
      ...["--url", baseUrl, "--endpoint-type", "chat", "--streaming", "--model", model],
      ...["--tokenizer", tokenizer, "--input-file", prompts, "--custom-dataset-type", "single_turn"],
      ...["--request-count", String(requestsOf(load)), "--extra-inputs", `max_tokens:${outputTokens}`, ...shape],
      ...["--ui", "none", "--no-gpu-telemetry", "--no-server-metrics", "--output-artifact-dir", join(folder, "out")],
    ];
  },
  async readRuns(folder) {
    const text = await readFile(join(folder, "out/profile_export.jsonl"), "utf8");
    return text
      .split("\n")
      .filter(Boolean)
      .flatMap((line) => {
        const { metadata, metrics }: Line = JSON.parse(line);
        const { time_to_first_token: ttft, request_latency: response, inter_chunk_latency: gaps } = metrics;
        if (ttft === undefined || response === undefined) return [];
        const gapsMs = gaps?.value ?? null;
        return [{ id: metadata.x_request_id, ttftMs: ttft.value, responseMs: response.value, gapsMs }];
      });
  },
};

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { installPythonTool, pythonToolFolder } from "./install-python-tool.ts";
import type { Peer, PeerLoad } from "./peer.ts";
import { requestsOf } from "./requests-of.ts";
import { writeTokenizer } from "./write-tokenizer.ts";

const VERSION = "0.7.0";

type Request = {
  start_time: number;
  end_time: number;
  info?: { response_metrics?: { output_token_times?: number[]; response_chunks?: string[] } };
};

export const inferencePerf: Peer = {
  name: `inference-perf ${VERSION}`,
  install: () => installPythonTool("inference-perf", VERSION),
  tellingExitCodes: {},
  whyNoConstantRate: "its constant rate draws the gaps between starts at random",
  whyBothCores: null,
  async command({ load, outputTokens, baseUrl, model, folder }) {
    const tokenizer = join(folder, "tokenizer");
    await writeTokenizer(tokenizer);
    // Of its generators that can chat and need no download, the one whose lengths can be given.
    const shape = { num_unique_system_prompts: 1, num_users_per_system_prompt: requestsOf(load) };
    const lengths = { system_prompt_len: 16, question_len: 64, output_len: outputTokens };
    const settings = {
      api: { type: "chat", streaming: true },
      server: { type: "vllm", model_name: model, base_url: baseUrl, ignore_eos: true },
      tokenizer: { pretrained_model_name_or_path: tokenizer },
      data: { type: "shared_prefix", shared_prefix: { ...shape, ...lengths } },
      load: loadSettings(load),
      report: { request_lifecycle: { summary: true, per_stage: false, per_request: true } },
      storage: { local_storage: { path: join(folder, "out") } },
    };
    const file = join(folder, "settings.yml");
    // Its YAML reader takes JSON.
    await writeFile(file, JSON.stringify(settings));
    return [join(pythonToolFolder("inference-perf"), "bin/inference-perf"), "--config_file", file];
  },
  async readRuns(folder) {
    const requests: Request[] = JSON.parse(
      await readFile(join(folder, "out/per_request_lifecycle_metrics.json"), "utf8"),
    );
    return requests.flatMap(({ start_time, end_time, info }) => {
      const times = info?.response_metrics?.output_token_times ?? [];
      const [chunk] = info?.response_metrics?.response_chunks ?? [];
      const [first] = times;
      if (first === undefined || chunk === undefined) return [];
      const { id }: { id: string } = JSON.parse(chunk);
      const gapsMs = times.slice(1).map((time, index) => (time - (times[index] ?? NaN)) * 1_000);
      return [{ id, ttftMs: (first - start_time) * 1_000, responseMs: (end_time - start_time) * 1_000, gapsMs }];
    });
  },
};

/** One worker: the client has one core. */
function loadSettings(load: PeerLoad): Record<string, unknown> {
  if (load.kind === "streams") {
    const stage = { num_requests: load.requests, concurrency_level: load.streams };
    return { type: "concurrent", stages: [stage], num_workers: 1 };
  }
  const stages = [{ rate: load.perSecond, duration: load.seconds }];
  const ceiling = load.atMost === null ? {} : { worker_max_concurrency: load.atMost };
  return { type: "constant", stages, num_workers: 1, ...ceiling };
}

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { installPythonTool, pythonToolFolder } from "./install-python-tool.ts";
import type { Peer, PeerLoad } from "./peer.ts";
import { requestsOf } from "./requests-of.ts";
import { writeTokenizer } from "./write-tokenizer.ts";

const VERSION = "0.8.1";

type Request = {
  response_id: string | null;
  time_to_first_token_ms: number | null;
  request_latency: number | null;
};

export const guidellm: Peer = {
  name: `GuideLLM ${VERSION}`,
  install: () => installPythonTool("guidellm", VERSION),
  tellingExitCodes: {},
  whyNoConstantRate: null,
  whyBothCores: "on the one core the others have, it hangs before its first request",
  async command({ load, outputTokens, baseUrl, model, folder }) {
    const tokenizer = join(folder, "tokenizer");
    await writeTokenizer(tokenizer);
    const settings = {
      backend: { kind: "openai_http", target: baseUrl, model, request_format: "/v1/chat/completions" },
      profile: profileOf(load),
      constraints: [{ kind: "max_requests", count: requestsOf(load) }],
      tokenizer: { kind: "hf_auto", model: tokenizer },
      data: [{ kind: "synthetic_text", prompt_tokens: 64, output_tokens: outputTokens }],
      outputs: [{ kind: "json", path: join(folder, "out.json") }],
    };
    const file = join(folder, "settings.json");
    await writeFile(file, JSON.stringify({ spec: settings }));
    return [join(pythonToolFolder("guidellm"), "bin/guidellm"), "run", "--config", file, "--disable-progress"];
  },
  async readRuns(folder) {
    const report: { benchmarks: { requests: { successful: Request[] } }[] } = JSON.parse(
      await readFile(join(folder, "out.json"), "utf8"),
    );
    return report.benchmarks.flatMap(({ requests }) =>
      requests.successful.flatMap(({ response_id: id, time_to_first_token_ms: ttftMs, request_latency: latency }) =>
        id === null || ttftMs === null || latency === null
          ? []
          : [{ id, ttftMs, responseMs: latency * 1_000, gapsMs: null }],
      ),
    );
  },
};

function profileOf(load: PeerLoad): Record<string, unknown> {
  if (load.kind === "streams") return { kind: "concurrent", streams: [load.streams] };
  const ceiling = load.atMost === null ? {} : { max_concurrency: load.atMost };
  return { kind: "constant", rate: [load.perSecond], ...ceiling };
}

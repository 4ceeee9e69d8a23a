import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { chunkKindCode, decodeChunkLog } from "../../packages/stats/src/index.ts";
import { inheritedEnvironment } from "../config.ts";
import type { Peer, PeerLoad } from "./peer.ts";
import { requestsOf } from "./requests-of.ts";

const root = resolve(import.meta.dirname, "../..");
const run = promisify(execFile);

type Line =
  | { kind: "batch" | "end" }
  | {
      kind: "run";
      is_warm_up: boolean;
      provider_run: { id?: string } | null;
      ttft_ms: number | null;
      response_ms: number | null;
      chunk_log: string | null;
    };

/** In a checkout `bin/tfbench.js` runs the sources; a package has only what was built. */
const BUILT = join(root, "apps/cli/dist/main.js");

/** The command line of this repository, as it is built for a release. */
export const ourCommand: Peer = {
  name: "tfbench",
  async install() {
    await run(process.execPath, [join(root, "apps/cli/build.ts")], {
      cwd: join(root, "apps/cli"),
      env: inheritedEnvironment,
    });
    const { stdout } = await run("du", ["-skc", join(root, "apps/cli/bin"), join(root, "apps/cli/dist")]);
    const [total] = stdout.trim().split("\n").slice(-1);
    return { version: "", bytes: Number.parseInt(total ?? "", 10) * 1024 };
  },
  tellingExitCodes: { 13: "it calls its own measurement invalid" },
  whyNoConstantRate: null,
  whyBothCores: null,
  command: ({ load, outputTokens, baseUrl, model, folder }) =>
    Promise.resolve([
      process.execPath,
      ...[BUILT, "run", "--json", "--out", join(folder, "run.ndjson")],
      ...["--url", `${baseUrl}/v1/chat/completions`, "--model", model],
      ...["--max-tokens", String(outputTokens), "--requests", String(requestsOf(load)), ...loadFlags(load)],
    ]),
  async readRuns(folder) {
    const text = await readFile(join(folder, "run.ndjson"), "utf8");
    return text
      .split("\n")
      .filter(Boolean)
      .flatMap((line) => {
        const record: Line = JSON.parse(line);
        if (record.kind !== "run" || record.is_warm_up) return [];
        const { provider_run, ttft_ms, response_ms, chunk_log } = record;
        if (provider_run?.id === undefined || ttft_ms === null || response_ms === null) return [];
        const gapsMs = chunk_log === null ? null : answerGapsMs(Buffer.from(chunk_log, "base64"));
        return [{ id: provider_run.id, ttftMs: ttft_ms, responseMs: response_ms, gapsMs }];
      });
  },
};

function loadFlags(load: PeerLoad): string[] {
  if (load.kind === "streams") return ["--concurrency", String(load.streams)];
  const ceiling = load.atMost === null ? [] : ["--concurrency", String(load.atMost)];
  return ["--rate", String(load.perSecond), "--arrival", "constant", ...ceiling];
}

function answerGapsMs(encoded: Uint8Array): number[] {
  const log = decodeChunkLog(encoded);
  const answer = chunkKindCode("answer");
  const times = Array.from({ length: log.length }, (_, index) => index)
    .filter((index) => log.kindCode(index) === answer)
    .map((index) => log.offsetUs(index) / 1_000);
  return times.slice(1).map((time, index) => time - (times[index] ?? NaN));
}

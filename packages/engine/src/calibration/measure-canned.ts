import type { LoadProfile } from "@tfbench/contracts";
import type { LoadEnd, RequestFeed } from "../measure/load-order.ts";
import { startLoad } from "../measure/start-load.ts";
import type { CannedRun } from "./canned-run.ts";
import { writeCannedRequest, type CannedStream } from "./canned-stream.ts";
import type { NullTruth } from "./null-server.ts";
import type { NullServerProcess } from "./open-null-server.ts";

export type CannedLoad = {
  profile: LoadProfile;
  stream: Omit<CannedStream, "run">;
  threads?: number;
  seed?: number;
  /** Told when the origin is known. */
  onBegin?: (originMs: number) => void;
};

export type CannedResult = { runs: CannedRun[]; truth: Map<number, NullTruth>; end: LoadEnd };

const MEANING_ENTRY = new URL(
  import.meta.url.endsWith(".ts") ? "./canned-meaning.ts" : "./canned-meaning.js",
  import.meta.url,
);
const LIMITS = { connect_ms: 10_000, headers_ms: 10_000, first_event_ms: 10_000, idle_ms: 10_000, total_ms: 60_000 };
const REQUESTS_PER_BLOCK = 256;

/** Runs the engine, all of it, against a null server, and gives what each of the two says happened. */
export async function measureCanned(server: NullServerProcess, load: CannedLoad): Promise<CannedResult> {
  await server.takeTruth();
  const runs: CannedRun[] = [];
  const execution = startLoad<CannedRun>(
    {
      origin: { protocol: "http:", host: "127.0.0.1", port: server.port },
      requests: cannedRequests(load.stream),
      profile: load.profile,
      seed: load.seed ?? 1,
      timeouts: LIMITS,
      connections: "reused",
      threads: load.threads ?? 1,
      meaning: { entry: MEANING_ENTRY, given: load.stream.events },
    },
    {
      onRecords: (records) => void runs.push(...records),
      onBegin: ({ originMs }) => load.onBegin?.(originMs),
    },
  );
  const end = await execution.done;
  return { runs, truth: await server.takeTruth(), end };
}

function cannedRequests(stream: Omit<CannedStream, "run">): RequestFeed {
  return {
    block(first) {
      const texts = Array.from({ length: REQUESTS_PER_BLOCK }, (_, at) =>
        writeCannedRequest({ ...stream, run: first + at }),
      );
      const all = Buffer.from(texts.join(""));
      const bytes = new SharedArrayBuffer(all.length);
      new Uint8Array(bytes).set(all);
      let at = 0;
      return { first, bytes, spans: Uint32Array.from(texts.flatMap((text) => [at, (at += text.length)])) };
    },
  };
}

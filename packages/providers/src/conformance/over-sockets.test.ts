import { encodeRequest, requestBlock, startLoad, type EndedRun } from "@tfbench/engine";
import { serveConformance } from "@tfbench/simulator";
import { CHUNK_KINDS, decodeChunkLog } from "@tfbench/stats";
import { expect, test } from "vitest";
import { planFor } from "../test/stream-plan.ts";
import { conformanceStreams } from "./conformance-streams.ts";
import { pathNameOf, servedStream } from "./served-stream.ts";

const kindsOf = ({ result }: EndedRun): string[] => {
  if (result.chunk_log === null) return [];
  const log = decodeChunkLog(result.chunk_log);
  return Array.from({ length: log.length }, (_, index) => CHUNK_KINDS[log.kindCode(index)] ?? "event");
};

test("every stream has a path of its own", () => {
  expect(new Set(conformanceStreams.map(pathNameOf)).size).toBe(conformanceStreams.length);
});

test.each(["openai", "anthropic"] as const)(
  "%s: over real sockets and through both threads, streams are read as they are from slabs",
  async (provider) => {
    const streams = conformanceStreams.filter(({ providers }) => providers.includes(provider));
    const server = await serveConformance({ streams: streams.map(servedStream), port: 0 });
    const ended: EndedRun[] = [];
    const requests = streams.map((stream) =>
      encodeRequest(
        { method: "POST", path: `/conformance/${pathNameOf(stream)}`, headers: {}, body: Buffer.from("{}") },
        "127.0.0.1",
      ),
    );
    const load = startLoad<EndedRun>(
      {
        origin: { protocol: "http:", host: "127.0.0.1", port: server.port },
        requests: { block: (first) => requestBlock(first, requests.slice(first)) },
        profile: { kind: "closed", runs: streams.length, concurrency: 8, start_spread_ms: 0 },
        seed: 1,
        timeouts: planFor(provider).timeouts,
        connections: "reused",
        warm_up: false,
        meaning: { entry: new URL("../fixtures/meaning-entry.ts", import.meta.url), given: provider },
      },
      { onRecords: (records) => ended.push(...records) },
    );

    await load.done.finally(() => server.close());

    const found = ended
      .toSorted((a, b) => a.index - b.index)
      .map((run) => ({ kinds: kindsOf(run), status: run.result.status, reason_code: run.result.reason_code }));
    const expected = streams.map(({ expected: { events, status, reason_code = null } }) => ({
      kinds: events.map((event) => event.split("@")[0]),
      status,
      reason_code,
    }));
    expect(found).toEqual(expected);
  },
  30_000,
);

import type { RunResult } from "@tfbench/contracts";
import { CHUNK_KINDS, decodeChunkLog, streamMetrics } from "@tfbench/stats";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { measureStream, type TimedRead } from "../test/measure-stream.ts";
import type { ConformanceStream } from "./conformance-stream.ts";
import { conformanceStreams } from "./conformance-streams.ts";
import { wireWrites } from "./wire-writes.ts";

const END_CODES = {
  complete: "complete",
  closed: "closed_by_peer",
  reset: "reset",
  stall: "timeout_idle",
  open: "left_open",
} as const;

/** When each write of the body is read; the head is at 1 ms or with the first. */
function readsOf(stream: ConformanceStream): { reads: TimedRead[]; bodyMs: number[] } {
  let atMs = 1;
  const reads = wireWrites(stream).map(({ after_ms, bytes }) => ({ atMs: (atMs += after_ms), bytes }));
  const times = reads.map((read) => read.atMs);
  return { reads, bodyMs: stream.head === "with_first_write" ? times : times.slice(1) };
}

/** The same bytes in other reads. Times are those of the writes that brought the last byte of each. */
function cutAnew(reads: readonly TimedRead[], cuts: readonly number[]): TimedRead[] {
  const bytes = Buffer.concat(reads.map((read) => read.bytes));
  const ends = [...new Set([...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  return ends.map((end, index) => ({ atMs: index + 1, bytes: bytes.subarray(ends[index - 1] ?? 0, end) }));
}

const run = (
  stream: ConformanceStream,
  provider: ConformanceStream["providers"][number],
  reads: readonly TimedRead[],
) =>
  measureStream({
    provider,
    reads,
    endMs: (reads.at(-1)?.atMs ?? 0) + 5,
    code: END_CODES[stream.end ?? "complete"],
    ...(provider === "http_sse" && stream.request ? { request: stream.request } : {}),
  });

function eventsOf({ chunk_log }: RunResult): { kind: string; atMs: number }[] {
  if (chunk_log === null) return [];
  const log = decodeChunkLog(chunk_log);
  return Array.from({ length: log.length }, (_, index) => ({
    kind: CHUNK_KINDS[log.kindCode(index)] ?? "event",
    atMs: log.offsetUs(index) / 1000,
  }));
}

/** What was read, whatever the times. */
function wordsOf({ expected }: ConformanceStream, isText: boolean) {
  const { status, reason_code = null, content, reasoning, tool_calls, finish_reason = null, malformed = 0 } = expected;
  const words = { status, reason_code, finish_reason, malformed_events: malformed };
  if (!isText) return words;
  const response_json =
    content === undefined && reasoning === undefined
      ? null
      : { content: content ?? "", ...(reasoning ? { reasoning } : {}), ...(tool_calls ? { tool_calls } : {}) };
  const { input = null, output = null, reasoning: thought = null, cached = null } = expected.usage ?? {};
  const tokens = { input_tokens: input, output_tokens: output, reasoning_tokens: thought, cached_tokens: cached };
  return { ...words, response_json, ...tokens };
}

for (const stream of conformanceStreams) {
  describe.each(stream.providers)(`${stream.name} (%s)`, (provider) => {
    const isText = provider !== "tinyfish";

    test("is read as it was sent: events, the read of each, outcome and figures", async () => {
      const { reads, bodyMs } = readsOf(stream);

      const result = await run(stream, provider, reads);

      const found = eventsOf(result).map(({ kind, atMs }) => `${kind}@${bodyMs.indexOf(atMs)}`);
      expect(found).toEqual(stream.expected.events);
      expect(result).toMatchObject(wordsOf(stream, isText));
      const { terminal, tpot_ms, has_hidden_reasoning } = stream.expected;
      expect(result.stamps.terminal).toBe(terminal === undefined ? null : (bodyMs[terminal] ?? null));
      if (tpot_ms !== undefined) expect(result.tpot_ms).toBe(tpot_ms);
      if (has_hidden_reasoning !== undefined) expect(result.has_hidden_reasoning).toBe(has_hidden_reasoning);
      if (isText && result.status !== "completed") expect(result.error).toMatch(/\. .*\.$/);
    });

    test("says the same wherever the reads are cut", async () => {
      const { reads } = readsOf(stream);
      const kinds = stream.expected.events.map((event) => event.split("@")[0]);
      const cuts = fc.array(fc.nat(10_000), { maxLength: 40 });
      await fc.assert(
        fc.asyncProperty(cuts, async (places) => {
          const result = await run(stream, provider, cutAnew(reads, places));

          const found = eventsOf(result);
          expect(found.map(({ kind }) => kind)).toEqual(kinds);
          expect(found.every(({ atMs }, index) => atMs >= (found[index - 1]?.atMs ?? 0))).toBe(true);
          expect(result).toMatchObject(wordsOf(stream, isText));
        }),
        { numRuns: 25 },
      );
    });

    test("has all its figures in its chunk log", async () => {
      const result = await run(stream, provider, readsOf(stream).reads);
      if (result.chunk_log === null) return;
      const { output_tokens, reasoning_tokens, first_chunk_tokens } = result;
      const stall_ms = result.inter_token_stats?.stall_threshold_ms ?? 500;
      const facts = { output_tokens, reasoning_tokens, first_chunk_tokens, stall_ms };

      const again = streamMetrics(result.stamps, decodeChunkLog(result.chunk_log), facts);

      const { content_chunks, ttfo_ms: _ttfo, ttst_ms: _ttst, is_buffered: _buffered, ...common } = again;
      expect(result).toMatchObject(isText ? again : { ...common, progress_events: content_chunks });
    });
  });
}

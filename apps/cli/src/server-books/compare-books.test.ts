import { makeResult } from "@tfbench/testkit";
import { expect, test } from "vitest";
import { compareBooks } from "./compare-books.ts";
import { OwnBook } from "./own-book.ts";
import { parsePrometheusText } from "./parse-prometheus-text.ts";
import { serverTotals } from "./server-totals.ts";
import type { ServerTotals } from "./server-totals.ts";

const AT_ZERO = {
  due: 0,
  slot_granted: 0,
  started: 0,
  connected: 0,
  sent: 0,
  headers: 5,
  first_event: 10,
  first_content: 10,
  last_content: 100,
  terminal: 101,
  closed: 101,
};
/** Ten tokens of 10 ms each in chunks of two: gaps of 20 ms. */
const RUN = makeResult({
  status: "completed",
  stamps: AT_ZERO,
  ttft_sent_ms: 10,
  tpot_ms: 10,
  input_tokens: 50,
  cached_tokens: 20,
  output_tokens: 10,
  inter_token_stats: {
    ...{ count: 4, min: 20, mean: 20, p50: 20, p95: 20, p99: 20, max: 20, stddev: 0, stalls: 0 },
    stall_threshold_ms: 500,
  },
});

function ownOf(...runs: (typeof RUN)[]): OwnBook {
  const own = new OwnBook();
  for (const run of runs) own.add(run);
  return own;
}
function totals(...lines: string[]): ServerTotals {
  const found = serverTotals(parsePrometheusText(lines.join("\n")));
  if (found === null) throw new Error("The lines are of no known server.");
  return found;
}
const compare = (before: ServerTotals, after: ServerTotals, own: OwnBook) =>
  compareBooks({ url: "http://127.0.0.1/metrics", before, after, own });
const byName = (books: ReturnType<typeof compare>) =>
  Object.fromEntries(books.figures.map(({ name, server, ours }) => [name, [server, ours]]));

test("vLLM: only what was added between the readings counts, over all engines, and aborted requests are no success", () => {
  const before = totals('vllm:request_success_total{finished_reason="stop"} 7', "vllm:prompt_tokens_total 900");
  const after = totals(
    'vllm:request_success_total{engine="0",finished_reason="stop"} 8',
    'vllm:request_success_total{engine="1",finished_reason="length"} 1',
    'vllm:request_success_total{engine="0",finished_reason="abort"} 3',
    "vllm:prompt_tokens_total 1000",
    "vllm:generation_tokens_total 20",
    "vllm:inter_token_latency_seconds_sum 0.16",
    "vllm:inter_token_latency_seconds_count 8",
  );

  const books = compare(before, after, ownOf(RUN, RUN));

  expect(books).toMatchObject({ server: "vllm", verdict: "agree", sentences: [] });
  expect(byName(books)).toEqual({
    requests: [2, 2],
    prompt_tokens: [100, 100],
    generation_tokens: [20, 20],
    ttft_ms: [null, 10],
    inter_token_ms: [20, 20],
    e2e_ms: [null, 101],
  });
});

test("SGLang weights latency between tokens by tokens, so ours is per token and not per chunk", () => {
  const after = totals(
    "sglang:num_requests_total 1",
    "sglang:inter_token_latency_seconds_sum 0.09",
    "sglang:inter_token_latency_seconds_count 9",
  );

  expect(byName(compare(totals("sglang:num_requests_total 0"), after, ownOf(RUN)))["inter_token_ms"]).toEqual([10, 10]);
});

test("llama.cpp counts no requests and no cached prompt tokens: both are said, and the rest is compared", () => {
  const before = totals("llamacpp:prompt_tokens_total 10");
  const after = totals(
    "llamacpp:prompt_tokens_total 40",
    "llamacpp:tokens_predicted_total 10",
    "llamacpp:tokens_predicted_seconds_total 0.1",
  );

  const books = compare(before, after, ownOf(RUN));

  expect(books).toMatchObject({ server: "llama.cpp", verdict: "agree" });
  expect(books.sentences).toEqual([expect.stringMatching(/whether others used it too cannot be told/)]);
  expect(byName(books)).toMatchObject({
    prompt_tokens: [30, 30],
    generation_tokens: [10, 10],
    inter_token_ms: [10, 10],
  });
});

test("a server that was restarted in between has books that say nothing", () => {
  const books = compare(totals("sglang:num_requests_total 9"), totals("sglang:num_requests_total 1"), ownOf(RUN));

  expect(books).toMatchObject({ verdict: "unread", figures: [] });
});

test("tokens of runs that did not complete may be in the server's books, so they are no warning", () => {
  const after = totals("sglang:num_requests_total 2", "sglang:generation_tokens_total 14");
  const broken = { ...RUN, status: "timeout" as const };

  const books = compare(totals("sglang:num_requests_total 0"), after, ownOf(RUN, broken));

  expect(books.verdict).toBe("agree");
  expect(books.sentences).toEqual([expect.stringMatching(/^1 runs were sent and did not complete/)]);
});

test.each([
  [106, "differ"],
  [104, "agree"],
  [94, "differ"],
  [96, "agree"],
])("a mean of %i ms against the server's 100 makes the books %s", (ours, verdict) => {
  const after = totals(
    "sglang:num_requests_total 1",
    "sglang:e2e_request_latency_seconds_sum 0.1",
    "sglang:e2e_request_latency_seconds_count 1",
  );
  const run = { ...RUN, stamps: { ...AT_ZERO, terminal: ours } };

  expect(compare(totals("sglang:num_requests_total 0"), after, ownOf(run)).verdict).toBe(verdict);
});

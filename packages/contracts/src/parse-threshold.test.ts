import { expect, test } from "vitest";
import { parseThreshold } from "./parse-threshold.ts";

test.each([
  ["p95(ttft_ms) < 800", { metric: "ttft_ms", below: true, limit: 800, includes_limit: false }, 0.95],
  ["p99.9(response_ms)<=1.5s", { metric: "response_ms", below: true, limit: 1500, includes_limit: true }, 0.999],
  [" p50 ( tpot_ms ) < 20 ms ", { metric: "tpot_ms", below: true, limit: 20, includes_limit: false }, 0.5],
  [
    "p10(output_tokens_per_second) > 30 tokens/s",
    { metric: "output_tokens_per_second", below: false, limit: 30, includes_limit: false },
    0.9,
  ],
])("%s asks for a share of runs within a limit", (text, good, share) => {
  expect(parseThreshold(text)).toEqual({ text: text.trim(), good: { kind: "limit", ...good }, share });
});

test.each([
  ["success >= 0.9", "success", 0.9],
  ["success > 90 %", "success", 0.9],
  ["error <= 0.01", "success", 0.99],
  ["error < 5%", "success", 0.95],
  ["attainment >= 0.95", "slo", 0.95],
])("%s asks for a share of runs that are good", (text, kind, share) => {
  expect(parseThreshold(text)).toEqual({ text, good: { kind }, share });
});

test.each([
  ["", 1, /a threshold begins as p95\(ttft_ms\) < 800/],
  ["fast", 1, /"fast" can have no threshold/],
  ["mean(ttft_ms) < 3", 1, /"mean" can have no threshold/],
  ["p0(ttft_ms) < 3", 1, /above p0/],
  ["p95 ttft_ms < 3", 5, /follows in brackets/],
  ["p95(speed) < 3", 5, /"speed" is no metric of a run; the ones there are: response_ms/],
  ["p95(inter_chunk_ms) < 3", 5, /tpot_ms has one value a run/],
  ["p95(ttft_ms < 3", 13, /not closed/],
  ["p95(ttft_ms) = 3", 14, /a limit is expected/],
  ["p95(ttft_ms) < fast", 16, /a number is expected/],
  ["p95(ttft_ms) < 3 tokens/s", 18, /ttft_ms is in ms; "tokens\/s" does not fit/],
  ["p95(ttft_ms) < 3 ms and", 21, /"and" is too much/],
  ["success <= 0.9", 9, /limited from below/],
  ["error >= 0.9", 7, /limited from above/],
  ["success >= 1", 12, /no number of runs shows that/],
  ["error <= 0", 10, /no number of runs shows that/],
  ["attainment >= 95 ms", 18, /a share; "ms" does not fit/],
])("%j is refused at column %d", (text, column, sentence) => {
  const refused = parseThreshold(text);

  expect(refused).toMatch(sentence);
  expect(refused).toContain(`column ${column}:`);
});

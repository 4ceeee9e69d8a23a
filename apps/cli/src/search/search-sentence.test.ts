import { expect, test } from "vitest";
import { createSearchDocument } from "./create-search-document.ts";
import type { SearchDocument, SearchLevel } from "./search-document.ts";
import { searchExitCode } from "./search-exit-code.ts";
import { printSearch } from "./print-search.ts";

const TASK = { kind: "search", axis: "rate", settleMs: 0, low: 1, high: 64, confidence: 0.95, looks: 3 } as const;
const P95 = {
  text: "p95(response_ms) < 500",
  good: { kind: "limit", metric: "response_ms", below: true, limit: 500, includes_limit: false },
  share: 0.95,
} as const;
const level = (at: number, verdict: SearchLevel["verdict"], good = 1_000): SearchLevel => ({
  level: at,
  phase: "climbing",
  verdict,
  alpha: 0.0083,
  thresholds: [{ text: P95.text, share: 0.95, good, n: 1_200, effective_n: 400, low: 0.8, high: 0.9 }],
  loads: [],
});
const documentOf = (levels: SearchLevel[], isCut = false): SearchDocument =>
  createSearchDocument({ task: TASK, thresholds: [P95], levels, isCut, stopped: null });
const NOBODY = new AbortController().signal;

test.each([
  [
    [level(8, "met"), level(16, "missed"), level(12, "met"), level(14, "not_shown")],
    "12 requests/s meets p95(response_ms) < 500 (95 % confidence, n 1,200); 14 requests/s was not shown to.",
  ],
  [
    [level(1, "met"), level(2, "unsteady")],
    "1 requests/s meets p95(response_ms) < 500 (95 % confidence, n 1,200); 2 requests/s was not kept up with.",
  ],
  [
    [level(32, "met"), level(64, "met")],
    "64 requests/s meets p95(response_ms) < 500 (95 % confidence, n 1,200); it is the highest level of the search.",
  ],
  [
    [level(1, "missed")],
    "No level is shown to meet p95(response_ms) < 500. 1 requests/s, the lowest, was shown not to.",
  ],
])("a search says what it found and what the next level was", (levels, sentence) => {
  expect(documentOf(levels).sentence).toBe(sentence);
});

test("a search that was ended early says that a higher level may meet it too", () => {
  expect(documentOf([level(8, "met"), level(16, "cut")], true).sentence).toMatch(
    /^8 requests\/s meets .*; 16 requests\/s was ended before it was decided\. .*a higher level may meet it too/,
  );
});

test("a lower level that did clearly worse than a higher one is pointed out", () => {
  const document = documentOf([level(1, "met", 1_199), level(2, "missed", 700), level(4, "missed", 1_100)]);

  expect(document.reversals).toEqual([{ lower: 2, higher: 4, threshold: P95.text }]);
  expect(printSearch(document, (_, text) => text)).toMatch(/Not monotone: 2 requests\/s did worse than 4 requests\/s/);
});

test.each([
  ["met", 0],
  ["missed", 10],
  ["unsteady", 10],
  ["dropped", 10],
  ["not_shown", 11],
  ["invalid", 13],
] as const)("a search whose lowest level was %s ends with the exit code %i", (verdict, code) => {
  const lowest = { ...level(1, verdict), loads: [{ report: { successes: 5 } }] } as SearchLevel;

  expect(searchExitCode(documentOf([lowest]), { soft: NOBODY, hard: NOBODY })).toBe(code);
});

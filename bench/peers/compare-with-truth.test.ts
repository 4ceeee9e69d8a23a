import { expect, test } from "vitest";
import type { LlmRequestRecord } from "../../packages/simulator/src/index.ts";
import { compareWithTruth } from "./compare-with-truth.ts";
import { latenessOnGrid, responsesFromGrid } from "./start-grid.ts";

const record = (run_id: string, received_ms: number, answersMs: readonly number[]): LlmRequestRecord => {
  const before_ms = [received_ms + 1, ...answersMs];
  const same = (value: number): number[] => before_ms.map(() => value);
  const kind = before_ms.map((_, index) => (index === 0 ? ("headers" as const) : ("answer" as const)));
  return {
    ...{
      record: "llm_request",
      request: 1,
      run_id,
      client_request_id: `${run_id}-client`,
      path: "/",
      remote_port: null,
    },
    ...{ first_byte_ms: received_ms, received_ms, is_streamed: true, prompt_tokens: 1, cached_tokens: 0 },
    ...{ output_tokens: 1, queued_requests: 0, slot_ms: received_ms, end_ms: null, outcome: "completed" },
    writes: { seq: same(0), kind, bytes: same(1), tokens: same(1), due_ms: before_ms, before_ms, after_ms: before_ms },
  };
};

test("holds a tool's TTFT and gaps against the writes with content, by the response's id or the client's own", () => {
  const truth = [record("a", 1_000, [1_050, 1_070, 1_090]), record("b", 2_000, [2_050, 2_070])];

  const errors = compareWithTruth(
    [
      { id: "chatcmpl-a", ttftMs: 51, responseMs: 100, gapsMs: [19, 22] },
      { id: "b-client", ttftMs: 48, responseMs: 100, gapsMs: [20] },
    ],
    truth,
  );

  expect(errors).toEqual({ ttft: [1, -2], gap: [1, 2, 0], compared: 2, uneven: 0 });
});

test("counts runs whose chunks are not as many as the writes, and leaves out what the server never saw", () => {
  const errors = compareWithTruth(
    [
      { id: "a", ttftMs: 50, responseMs: 100, gapsMs: [] },
      { id: "unknown", ttftMs: 1, responseMs: 100, gapsMs: [] },
    ],
    [record("a", 1_000, [1_050, 1_070])],
  );

  expect(errors).toEqual({ ttft: [0], gap: [], compared: 1, uneven: 1 });
});

test("lays the grid of starts through the earliest request, so that none is early", () => {
  const truth = [record("a", 1_003, [1_053]), record("b", 1_020, [1_070]), record("c", 1_045, [1_095])];

  expect(latenessOnGrid(truth, 50)).toEqual([3, 0, 5]);
  expect(responsesFromGrid(truth, 50)).toEqual([53, 50, 55]);
});

import { makeResult } from "@tfbench/testkit";
import { expect, test } from "vitest";
import { RecordFileLine } from "./record-file.ts";

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

test("a run's result is a line of the record file with its bytes in base64, and is read back whole", () => {
  const result = makeResult({ ttft_ms: 12.345, response_json: { content: "é\u2028" }, finish_reason: "stop" });
  const place = { index: 3, case: null, conversation: null, turn: null, is_warm_up: false, is_cool_down: false };
  const line = { ...result, ...place, kind: "run", chunk_log: base64(Uint8Array.of(1, 0)), gap_sketch: null };

  expect(RecordFileLine.parse(JSON.parse(JSON.stringify(line)))).toEqual(line);
});

test("a line that lacks a figure or has an unknown kind is refused", () => {
  expect(RecordFileLine.safeParse({ kind: "run", ...makeResult() }).success).toBe(false);
  expect(RecordFileLine.safeParse({ kind: "note" }).success).toBe(false);
});

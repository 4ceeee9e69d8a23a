import { TraceText } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { countRequests, EMPTY_TRACE, traceBody, traceObstacle, traceOfFile, type TraceDraft } from "./trace-draft.ts";

const draft = (changes: Partial<TraceDraft>): TraceDraft => ({ ...EMPTY_TRACE, text: "{}", ...changes });

test("how a trace is written is told by the name of its file, and its lines are its requests", () => {
  const csv = traceOfFile("AzureLLM.CSV", "TIMESTAMP,ContextTokens\n1,2\n2,3\n");

  expect(csv.form).toBe("csv");
  expect(countRequests(csv)).toBe(2);
  expect(countRequests(traceOfFile("mooncake.jsonl", "{}\r\n\r\n{}\r\n{}"))).toBe(3);
});

test("a trace is sent as the API takes it, what was left open left out", () => {
  const body = traceBody(draft({ name: "t.csv", form: "csv", speed: "2" }), { max_in_flight: 8, on_full: "drop" });

  expect(body).toEqual({ name: "t.csv", form: "csv", text: "{}", speed: 2, max_in_flight: 8, on_full: "drop" });
  expect(TraceText.parse(body)).toEqual(body);
});

test.each<[string | null, Partial<TraceDraft>]>([
  [null, {}],
  ["Choose a trace first.", { text: " " }],
  ["The trace is larger than the 900 kB a trigger takes: leave out its end.", { text: "x".repeat(900_001) }],
  ["Say how fast the trace is replayed first.", { speed: "" }],
  ["Mend what is marked in the load profile first.", { speed: "0" }],
])("%s", (obstacle, changes) => {
  expect(traceObstacle(draft(changes))).toBe(obstacle);
});

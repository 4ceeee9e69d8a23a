import fc from "fast-check";
import { expect, test } from "vitest";
import { toEventBytes, toLineSafeJson, withNaming } from "./event-text.ts";

const LINE_BREAKS = ["\u0085", "\u2028", "\u2029", "\r", "\n", "\v", "\f", "\u001c", "\u001d", "\u001e"];

test("JSON is one line for every reader and still means the same", () => {
  const characters = fc.array(fc.constantFrom(...LINE_BREAKS, "a", "é", "😀"));
  fc.assert(
    fc.property(characters, (parts) => {
      const text = toLineSafeJson({ text: parts.join("") });
      expect(LINE_BREAKS.filter((lineBreak) => text.includes(lineBreak))).toEqual([]);
      expect(JSON.parse(text)).toEqual({ text: parts.join("") });
    }),
  );
});

test.each([
  ["lf", "data: {}\n\n"],
  ["crlf", "data: {}\r\n\r\n"],
  ["cr", "data: {}\r\r"],
] as const)("an event with %s line endings is one data line and a blank one", (lineEnding, expected) => {
  expect(toEventBytes("{}", lineEnding).toString()).toBe(expected);
});

test.each([
  ["snake", { run_id: "r", streaming_url: "u", result: {}, type: "T" }],
  ["both", { run_id: "r", runId: "r", streaming_url: "u", streamingUrl: "u", result: {}, resultJson: {}, type: "T" }],
  ["camel", { runId: "r", streamingUrl: "u", resultJson: {}, type: "T" }],
] as const)("the naming %s spells the keys that differ between generations", (naming, expected) => {
  expect(withNaming({ run_id: "r", streaming_url: "u", result: {}, type: "T" }, naming)).toEqual(expected);
});

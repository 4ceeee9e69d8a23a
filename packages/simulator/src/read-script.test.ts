import fc from "fast-check";
import { expect, test } from "vitest";
import { readScript } from "./read-script.ts";

test("a goal without a script has none", () => {
  expect(readScript("List the lamps")).toEqual({ found: false });
});

test("a script may stand anywhere in the goal and may itself hold closing brackets", () => {
  const script = {
    duration_ms: 5,
    events: [
      { at_ms: 1, raw: "]] }]]" },
      { at_ms: 2, event: { a: [[{ b: 1 }]] } },
    ],
  };

  expect(readScript(`Before [[simulate ${JSON.stringify(script)}]] after }]]`)).toEqual({ found: true, script });
});

const REJECTED: [sentence: string, goal: string, path: string][] = [
  ["an unknown key", '[[simulate {"durationMs":1}]]', "simulate.durationMs"],
  ["a wrong type", '[[simulate {"duration_ms":"1"}]]', "simulate.duration_ms"],
  ["an unknown outcome", '[[simulate {"outcome":"done"}]]', "simulate.outcome"],
  ["a negative time", '[[simulate {"first_event_ms":-1}]]', "simulate.first_event_ms"],
  ["a fractional retry_after", '[[simulate {"retry_after":1.5}]]', "simulate.retry_after"],
  ["an event without content", '[[simulate {"events":[{"at_ms":1}]}]]', "simulate.events.0"],
  ["a first event after the end", '[[simulate {"duration_ms":1,"first_event_ms":2}]]', "simulate.first_event_ms"],
  ["too few gaps", '[[simulate {"event_delays_ms":[1,2]}]]', "simulate.event_delays_ms"],
  ["gaps beside a duration", '[[simulate {"event_delays_ms":[1,2,3],"duration_ms":6}]]', "simulate.duration_ms"],
  ["two kinds of result", '[[simulate {"result":{},"result_bytes":6}]]', "simulate.result_bytes"],
  ["text that is not JSON", "[[simulate {duration_ms:1}]]", "simulate"],
  ["a script that never closes", '[[simulate {"steps":1}', "simulate"],
  ["two scripts", '[[simulate {"steps":1}]] [[simulate {"steps":2}]]', "simulate"],
];

test.each(REJECTED)("%s is rejected with the path of the key", (_sentence, goal, path) => {
  const read = readScript(goal);

  const issues = read.found && "issues" in read ? read.issues : [];
  expect(issues.map((issue) => issue.path.join("."))).toEqual([path]);
});

test("any text after the opening is either a script or rejected, never an exception", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(readScript(`[[simulate ${text}`).found).toBe(true);
    }),
  );
});

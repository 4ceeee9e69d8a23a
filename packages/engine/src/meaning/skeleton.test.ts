import fc from "fast-check";
import { expect, test } from "vitest";
import { Skeleton } from "./skeleton.ts";

const frameOf = (json: string) => Buffer.from(`event: delta\ndata: ${json}\n\n`);
const dataOf = (frame: Buffer) => frame.subarray("event: delta\ndata: ".length, frame.length - 2);

function learn(json: string): Skeleton {
  const skeleton = new Skeleton();
  const frame = frameOf(json);
  skeleton.learn({ bytes: frame, from: 0, to: frame.length }, dataOf(frame), {
    text: ["choices", 0, "delta"],
    unread: ["n", "pad"],
  });
  return skeleton;
}

const event = (text: string, rest: unknown = null) => JSON.stringify({ id: "c", choices: [{ delta: text }], rest });

/** What the skeleton takes the frame for; null: it has to be read. */
function match(skeleton: Skeleton, frame: Buffer): string | null {
  const end = skeleton.match(frame, 0, frame.length);
  if (end < 0) return null;
  expect(end).toBe(frame.length);
  return frame.subarray(skeleton.textFrom, skeleton.textTo).toString("utf8");
}

test("an event that differs in its text alone is known, with the text that JSON.parse finds", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string(),
    fc.constantFrom("", '"', "\\", "\n", "\u2028", "é"),
  );
  fc.assert(
    fc.property(
      text.filter((first) => first !== ""),
      text,
      fc.jsonValue(),
      fc.jsonValue(),
      (first, second, one, other) => {
        const skeleton = learn(event(first, one));
        const json = event(second, other);
        const found = match(skeleton, frameOf(json));

        const parsed: { choices: [{ delta: string }]; rest: unknown } = JSON.parse(json);
        if (found === null) return;
        expect(found).toBe(Buffer.from(parsed.choices[0].delta).toString("utf8"));
        expect(JSON.stringify(parsed.rest)).toBe(JSON.stringify(JSON.parse(event("", one)).rest));
      },
    ),
    { numRuns: 1_000 },
  );
});

test("plain texts are known, so that the short way is really taken", () => {
  const skeleton = learn(event("Hello"));

  expect(match(skeleton, frameOf(event(" wörld")))).toBe(" wörld");
});

test("escapes, control characters, an empty text and any other difference have to be read", () => {
  const skeleton = learn(event("Hello"));

  for (const text of ["", "a\nb", 'a"b', "a\\b"]) expect(match(skeleton, frameOf(event(text)))).toBeNull();
  expect(match(skeleton, frameOf(event("a", 1)))).toBeNull();
  expect(match(skeleton, Buffer.from(frameOf(event("ab")).toString().replace("ab", "a\tb")))).toBeNull();
  expect(match(skeleton, frameOf(event("a")).subarray(0, -1))).toBeNull();
});

test("whole numbers and strings that are not read may differ, wherever they stand; anything else under their keys may not", () => {
  const padded = (n: unknown, text: string, pad: unknown) => `{"n":${n},"choices":[{"delta":"${text}"}],"pad":${pad}}`;
  const skeleton = learn(padded(9, "Hello", '"xx"'));

  const frame = frameOf(padded(1024, " world", '""'));
  expect(match(skeleton, frame)).toBe(" world");
  expect(skeleton.dataBytes).toBe(dataOf(frame).length);
  for (const n of ["1.5", "-1", "07", "null", '"1"'])
    expect(match(skeleton, frameOf(padded(n, "a", '"x"')))).toBeNull();
  for (const pad of ["1", '"\\""', "null"]) expect(match(skeleton, frameOf(padded(1, "a", pad)))).toBeNull();
});

test("an event is learned from whatever its own text is", () => {
  expect(match(learn(event('a\n"b"')), frameOf(event("x")))).toBe("x");
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { TextBuffer } from "./text-buffer.ts";

const piece = fc.record({ text: fc.oneof(fc.string({ unit: "grapheme" }), fc.string()), asBytes: fc.boolean() });

test("text added in pieces, as text or as bytes, is the same text", () => {
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const buffer = new TextBuffer();
      for (const { text, asBytes } of pieces) {
        const bytes = Buffer.from(`<${text}>`);
        if (asBytes) buffer.addBytes(bytes, 1, bytes.length - 1);
        else buffer.add(text);
      }

      expect(buffer.toString()).toBe(pieces.map(({ text }) => text).join(""));
    }),
  );
});

test("halves of a character in two pieces become one character, and a half that stays alone a replacement", () => {
  const buffer = new TextBuffer();

  for (const text of ["a\ud83d", "\ude00", "\ud83d", "b", "\ud83d"]) buffer.add(text);

  expect(buffer.toString()).toBe("a\u{1f600}\ufffdb\ufffd");
});

test("a character cut between two pieces of bytes is broken in each, as it would be in JSON of its own", () => {
  const buffer = new TextBuffer();
  const euro = Buffer.from("€");

  buffer.addBytes(euro, 0, 2);
  buffer.addBytes(euro, 2, 3);

  expect(buffer.toString()).toBe("\ufffd\ufffd");
});

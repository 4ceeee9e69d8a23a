import fc from "fast-check";
import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { expect, test } from "vitest";
import { loadTokenCounter } from "./load-token-counter.ts";

const count = await loadTokenCounter();

test("any text has as many tokens as the vocabulary's own package counts", () => {
  const text = fc.oneof(
    fc.string({ maxLength: 200 }),
    fc.string({ unit: "grapheme", maxLength: 200 }),
    fc.string({ unit: "binary", maxLength: 200 }),
    fc
      .array(fc.constantFrom(" ", "\n", "the", "Straße", "日本語", "don't", "1234567", '{"a":', "\t", "🙂", "ing"), {
        maxLength: 80,
      })
      .map((words) => words.join("")),
  );
  fc.assert(
    fc.property(text, (one) => {
      expect(count(one)).toBe(countTokens(one));
    }),
    { numRuns: 2_000 },
  );
});

test("a special token's name in a text is counted as the text it is", () => {
  expect(count("<|endoftext|>")).toBe(countTokens("<|endoftext|>", { disallowedSpecial: new Set() }));
});

// Merging a word of a million letters at once would take an hour.
test("a flood without a space is counted in a moment, and nearly right", () => {
  const flood = "x".repeat(1_000_000);
  const startedMs = performance.now();
  const tokens = count(flood);

  expect(performance.now() - startedMs).toBeLessThan(10_000);
  const perLetter = countTokens("x".repeat(1_024)) / 1_024;
  expect(tokens / flood.length / perLetter).toBeGreaterThan(0.9);
  expect(tokens / flood.length / perLetter).toBeLessThan(1.1);
});

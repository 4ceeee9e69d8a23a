import { expect, test } from "vitest";
import { syntheticPrompts } from "./synthetic-prompts.ts";

const SYNTHETIC = { seed: 5, inputTokens: 40, sharedPrefixTokens: 10, outputTokens: null, isRepeated: false };
const textAt = (source: ReturnType<typeof syntheticPrompts>, index: number) =>
  String(source.at(index).messages[0]?.content);

test("synthetic prompts have the asked length, share exactly the asked prefix and are all different", () => {
  const source = syntheticPrompts(SYNTHETIC);
  const prompts = Array.from({ length: 20_000 }, (_, index) => textAt(source, index));

  expect(new Set(prompts).size).toBe(20_000);
  expect(new Set(prompts.map((prompt) => prompt.split(" ").length))).toEqual(new Set([40]));
  expect(new Set(prompts.map((prompt) => prompt.split(" ").slice(0, 10).join(" "))).size).toBe(1);
  expect(new Set(prompts.slice(0, 1_000).map((prompt) => prompt.split(" ").slice(0, 13).join(" "))).size).toBe(1_000);
});

test("the same seed and index give the same prompt, whatever was asked before", () => {
  const other = syntheticPrompts(SYNTHETIC);
  other.at(3);

  expect(other.at(77)).toEqual(syntheticPrompts(SYNTHETIC).at(77));
  expect(other.at(77)).not.toEqual(syntheticPrompts({ ...SYNTHETIC, seed: 6 }).at(77));
});

test("repeats are one prompt, and say so", () => {
  const source = syntheticPrompts({ ...SYNTHETIC, isRepeated: true });

  expect(source.distinct).toBe(1);
  expect(source.at(0)).toEqual(source.at(9));
});

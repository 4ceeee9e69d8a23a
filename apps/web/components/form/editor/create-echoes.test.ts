import { expect, test } from "vitest";
import { createEchoes } from "./create-echoes.ts";

test("what was told is an echo once, also when something told before it never came back", () => {
  const echoes = createEchoes();
  for (const text of ["a", "ab", "abc"]) echoes.tell(text);

  expect(["ab", "abc", "abc"].map(echoes.isEcho)).toEqual([true, true, false]);
});

test("a text that nobody told is news, and leaves the echoes that are on their way", () => {
  const echoes = createEchoes();
  echoes.tell("typed");

  expect(["from a template", "typed"].map(echoes.isEcho)).toEqual([false, true]);
});

test("what was forgotten is news again", () => {
  const echoes = createEchoes();
  echoes.tell("typed");

  echoes.forget();

  expect(echoes.isEcho("typed")).toBe(false);
});

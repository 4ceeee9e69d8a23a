import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { contrast, difference, linearOf, seenWith, type Linear } from "#fixtures/oklch.ts";

const css = readFileSync(join(import.meta.dirname, "globals.css"), "utf8");

/** The tokens of one theme as the style sheet gives them. */
function tokensOf(selector: string): (name: string) => Linear {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf("}", start));
  const found = [...block.matchAll(/--([\w-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\);/g)];
  const colors = new Map(
    found.map(([, name = "", ...parts]) => {
      const [lightness = NaN, chroma = NaN, hue = NaN] = parts.map(Number);
      return [name, linearOf(lightness, chroma, hue)];
    }),
  );
  return (name) => {
    const color = colors.get(name);
    if (color === undefined) throw new Error(`${selector} defines no --${name}.`);
    return color;
  };
}

const GROUNDS = ["page", "panel", "raised", "sunken"];
const WORDS = ["text", "muted", "good", "bad", "warn", "shield", "fault", "live", "quiet"];
const SERIES = Array.from({ length: 8 }, (_, index) => `series-${index + 1}`);
const pairs = SERIES.flatMap((first, index) => SERIES.slice(index + 1).map((second) => [first, second] as const));

describe.each([":root", ":root.dark"])("%s", (selector) => {
  const token = tokensOf(selector);

  test.each(WORDS)("the colour %s can be read as small text on every ground", (word) => {
    const unreadable = GROUNDS.filter((ground) => contrast(token(word), token(ground)) < 4.5);

    expect(unreadable).toEqual([]);
  });

  test.each(["text", "bad"])("words on the ground of buttons, %s, can be read", (ground) => {
    expect(contrast(token("inverse"), token(ground))).toBeGreaterThanOrEqual(4.5);
  });

  test.each([...SERIES, "series-baseline", "border-strong", "focus"])("%s stands out from the panel", (name) => {
    expect(contrast(token(name), token("panel"))).toBeGreaterThanOrEqual(3);
  });

  test.each(pairs)("%s and %s are told apart, also by who sees no red or no green", (first, second) => {
    const [a, b] = [token(first), token(second)];

    expect(difference(a, b)).toBeGreaterThan(0.1);
    expect(difference(seenWith("protanopia", a), seenWith("protanopia", b))).toBeGreaterThan(0.05);
    expect(difference(seenWith("deuteranopia", a), seenWith("deuteranopia", b))).toBeGreaterThan(0.05);
  });
});

import { expect, test } from "vitest";
import { mulberry32 } from "./mulberry32.ts";

test("a seed gives the numbers the published generator gives", () => {
  const random = mulberry32(1);

  expect([random(), random(), random()].map((share) => share * 2 ** 32)).toEqual([2693262067, 11749833, 2265367787]);
});

test("numbers are spread evenly over [0, 1)", () => {
  const random = mulberry32(2);
  const tenths = Array.from({ length: 10 }, () => 0);
  for (let i = 0; i < 100_000; i += 1) {
    const tenth = Math.floor(random() * 10);
    tenths[tenth] = (tenths[tenth] ?? 0) + 1;
  }

  for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(400);
});

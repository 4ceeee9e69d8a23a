import fc from "fast-check";
import { expect, test } from "vitest";
import { parseInstant, parseInt8 } from "./column-parsers.ts";

test("every instant with milliseconds survives the way through PostgreSQL's text", () => {
  fc.assert(
    fc.property(fc.date({ min: new Date("1900-01-01"), max: new Date("9999-12-31"), noInvalidDate: true }), (date) => {
      const instant = date.toISOString();
      // PostgreSQL leaves out the zeros a fraction ends in.
      const text = `${instant
        .slice(0, -1)
        .replace("T", " ")
        .replace(/(\.\d*?)0+$/, "$1")
        .replace(/\.$/, "")}+00`;

      expect(parseInstant(text)).toBe(instant);
    }),
  );
});

test.each([
  ["2026-01-02 03:04:05+00", "2026-01-02T03:04:05.000Z"],
  ["2026-01-02 03:04:05.1+00", "2026-01-02T03:04:05.100Z"],
  ["2026-01-02 03:04:05.999999+00", "2026-01-02T03:04:05.999Z"],
])("%s is %s", (text, instant) => {
  expect(parseInstant(text)).toBe(instant);
});

test.each(["infinity", "2026-01-02 03:04:05+02", "0001-01-01 00:00:00+00 BC"])(
  "%s throws, the contracts cannot carry it",
  (text) => {
    expect(() => parseInstant(text)).toThrow(text);
  },
);

test("an int8 is a number up to 2^53 and throws beyond", () => {
  expect(parseInt8("-9007199254740991")).toBe(-9007199254740991);
  expect(() => parseInt8("9007199254740992")).toThrow();
});

import { expect, test } from "vitest";
import { makeEstimate, makeRate } from "#fixtures/make-kpis.ts";
import { percentileFigure, rateFigure } from "./figure-model.ts";

const options = { name: "p95", unit: "ms", noun: "", nothing: "no finished run in this period" } as const;

test("a percentile stands with its interval and its n", () => {
  expect(percentileFigure(makeEstimate(), options)).toEqual({
    name: "p95",
    value: "812",
    unit: "ms",
    interval: "790-841",
    basis: "n 60",
    why: null,
    isGreyed: false,
  });
});

test("a percentile without enough runs says how many it needs instead of a figure", () => {
  const figure = percentileFigure(makeEstimate({ value: null, low: null, high: null, needed: 299 }), options);

  expect(figure).toMatchObject({ value: null, basis: null, why: "too few (60 of 299)", isGreyed: true });
});

test("a percentile that is given though its n is too small is greyed and says so", () => {
  expect(percentileFigure(makeEstimate({ n: 40, needed: 59 }), options)).toMatchObject({
    value: "812",
    why: "too few (40 of 59)",
    isGreyed: true,
  });
});

test("no run is said as such, never as zero", () => {
  const none = { value: null, n: 0, low: null, high: null };

  expect(percentileFigure(makeEstimate({ ...none, needed: null }), options)).toMatchObject({
    value: null,
    why: "no finished run in this period",
  });
  expect(
    rateFigure(
      makeRate({ value: null, numerator: 0, denominator: 0, low: null, high: null }),
      "no finished run in this period",
    ),
  ).toMatchObject({ value: null, basis: null, why: "no finished run in this period" });
});

test("a share stands with interval, numerator and denominator", () => {
  expect(rateFigure(makeRate(), "nothing")).toMatchObject({
    value: "92",
    unit: "%",
    interval: "83-97",
    basis: "55/60",
  });
});

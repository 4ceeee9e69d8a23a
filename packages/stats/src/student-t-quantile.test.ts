import { expect, test } from "vitest";
import golden from "../golden/scipy.golden.json" with { type: "json" };
import { studentTQuantile } from "./student-t-quantile.ts";

test("the quantile of Student's t agrees with SciPy from 1 to 100,000 degrees of freedom", () => {
  for (const { p, df, t } of golden.student_t) {
    const error = Math.abs(studentTQuantile(p, df) - t) / Math.max(1, Math.abs(t));
    expect(error, `p ${p}, df ${df}`).toBeLessThan(1e-9);
  }
});

test("fractional or missing degrees of freedom are refused", () => {
  expect(() => studentTQuantile(0.975, 0)).toThrow(RangeError);
  expect(() => studentTQuantile(0.975, 2.5)).toThrow(RangeError);
});

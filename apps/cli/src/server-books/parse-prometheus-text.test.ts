import fc from "fast-check";
import { expect, test } from "vitest";
import { parsePrometheusText } from "./parse-prometheus-text.ts";
import type { PrometheusSample } from "./parse-prometheus-text.ts";

const escape = (text: string): string => text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
const numberText = (value: number): string =>
  Object.is(value, -0) ? "-0" : value === Infinity ? "+Inf" : value === -Infinity ? "-Inf" : `${value}`;

const sample: fc.Arbitrary<PrometheusSample> = fc.record({
  name: fc.stringMatching(/^[a-zA-Z_:][a-zA-Z0-9_:]{0,20}$/),
  labels: fc.dictionary(
    fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9_]{0,8}$/).filter((name) => name !== "__proto__"),
    fc.string({ unit: "binary" }).filter((text) => !/[\r]/.test(text)),
    { noNullPrototype: true },
  ),
  value: fc.double(),
});
const lineOf = ({ name, labels, value }: PrometheusSample): string => {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escape(text)}"`);
  return `${name}${pairs.length === 0 ? "" : `{${pairs.join(",")}}`} ${numberText(value)}`;
};

test("whatever is written in the format is read back as it was, whatever stands in its labels", () => {
  fc.assert(
    fc.property(fc.array(sample), fc.boolean(), (samples, hasReturns) => {
      const text = samples.flatMap((one) => ["# TYPE x counter", lineOf(one), ""]).join(hasReturns ? "\r\n" : "\n");

      expect(parsePrometheusText(text)).toEqual(samples);
    }),
  );
});

test("any text either is read or is refused with the number of its line; nothing else is thrown", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      try {
        for (const { name } of parsePrometheusText(text)) expect(text).toContain(name);
      } catch (cause) {
        expect(String(cause)).toMatch(/^Error: line \d+ is no Prometheus metric/);
      }
    }),
  );
});

test("forms that servers write: a time behind the value, a comma behind the last label, an exemplar, blanks", () => {
  const text = [
    "# HELP a_total Has # and { in it",
    "a_total 1.5e3 1700000000000",
    'b{x="1",} 2',
    'c_bucket{le="+Inf"} 3 # {trace_id="ab"} 0.5 1.7e9',
    '\td {x = "y"}\t4  ',
    'e{x="}"}NaN',
    "# EOF",
  ].join("\n");

  expect(parsePrometheusText(text)).toEqual([
    { name: "a_total", labels: {}, value: 1500 },
    { name: "b", labels: { x: "1" }, value: 2 },
    { name: "c_bucket", labels: { le: "+Inf" }, value: 3 },
    { name: "d", labels: { x: "y" }, value: 4 },
    { name: "e", labels: { x: "}" }, value: Number.NaN },
  ]);
});

test.each([
  "a",
  "a one",
  "a 1 2 3",
  'a{x="1" 1',
  'a{x="1"y="2"} 1',
  'a{x="1",x="2"} 1',
  "a{x=1} 1",
  'a{x="\\q"} 1',
  "1a 1",
  "a 0x10",
  "<!doctype html>",
])("%s is no metric, and the message names its line", (line) => {
  expect(() => parsePrometheusText(`ok 1\n${line}`)).toThrow(/^line 2 is no Prometheus metric/);
});

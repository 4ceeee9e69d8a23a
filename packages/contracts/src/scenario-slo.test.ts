import { expect, test } from "vitest";
import { parseScenarioSlo, parseSlos, ScenarioSlos } from "./scenario-slo.ts";

const problemsOf = (written: readonly string[]) =>
  ScenarioSlos.safeParse(written).error?.issues.map(({ path, message }) => [path.join("."), message]) ?? [];

test.each([
  ["ttft_ms<200", "run"],
  ["output_tokens_per_second > 30 tokens/s", "run"],
  ["p95(response_ms) < 800", "runs"],
  ["success >= 90 %", "runs"],
  ["error <= 0.01", "runs"],
])("%s is an objective of each %s", (text, of) => {
  expect(parseScenarioSlo(text)).toMatchObject({ of });
});

test.each([
  ["fast", /"fast" is no objective; write a limit of each run as ttft_ms < 200/],
  ["speed < 3", /"speed" is no metric of a run; the ones there are: response_ms, /],
  ["p95(speed) < 3", /column 5: "speed" is no metric of a run/],
  ["success <= 0.9", /success is limited from below/],
  ["p95(ttft_ms)", /a limit is expected/],
])("%s is refused in words", (text, sentence) => {
  expect(parseScenarioSlo(text)).toMatch(sentence);
});

test("what is wrong is told at the place of the objective in the list", () => {
  expect(problemsOf(["ttft_ms < 200", "speed < 3", " ttft_ms < 200 "])).toEqual([
    ["1", expect.stringContaining('"speed" is no metric')],
    ["2", "is there twice"],
  ]);
});

test("an attainment needs a limit of single runs beside it", () => {
  expect(problemsOf(["attainment >= 0.95", "success >= 0.9"])).toEqual([
    ["0", "does not say what every run has to attain: add a limit of single runs, such as ttft_ms < 200"],
  ]);
  expect(problemsOf(["attainment >= 0.95", "ttft_ms < 200"])).toEqual([]);
});

test("limits of single runs and objectives of all of them are told apart", () => {
  const { limits, thresholds } = parseSlos(["success >= 0.9", "ttft_ms < 0.2 s", "p50(ttft_ms) < 100"]);

  expect(limits).toEqual([{ metric: "ttft_ms", below: true, limit: 200, text: "ttft_ms < 0.2 s" }]);
  expect(thresholds.map(({ text }) => text)).toEqual(["success >= 0.9", "p50(ttft_ms) < 100"]);
});

import { parseSlo } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { describeCommandLine } from "../describe-command-line.ts";
import { describeLoad } from "../report/describe-load.ts";
import { loadFromFlags } from "./load-from-flags.ts";
import type { LoadFlags } from "./load-from-flags.ts";
import { parseDurationMs } from "./parse-duration.ts";
import { parseHeader } from "./parse-header.ts";

const FLAGS: LoadFlags = { arrival: "poisson", onFull: "wait", warmup: { runs: 0 } };

test.each([
  ["30", 30_000],
  ["30s", 30_000],
  ["500ms", 500],
  ["1.5m", 90_000],
  ["2h", 7_200_000],
  ["0s", null],
  ["-1s", null],
  ["soon", null],
  ["1 s", null],
])("a duration written %s is %s ms", (text, ms) => {
  expect(parseDurationMs(text)).toBe(ms);
});

test.each([
  ["ttft_ms<200", { metric: "ttft_ms", below: true, limit: 200, text: "ttft_ms<200" }],
  [" tpot_ms < 0.05 s ", { metric: "tpot_ms", below: true, limit: 50, text: "tpot_ms < 0.05 s" }],
  [
    "output_tokens_per_second > 30",
    { metric: "output_tokens_per_second", below: false, limit: 30, text: "output_tokens_per_second > 30" },
  ],
])("the limit %s is understood", (text, slo) => {
  expect(parseSlo(text)).toEqual(slo);
});

test.each([
  ["fast", /is no limit; write it as ttft_ms<200/],
  ["speed<200", /"speed" is no metric of a run; the ones there are: response_ms, /],
  ["ttft_ms<200tokens/s", /ttft_ms is in ms; "tokens\/s" does not fit/],
])("the limit %s is refused in words", (text, sentence) => {
  expect(parseSlo(text)).toMatch(sentence);
});

test("a header keeps colons in its value, and what cannot be one is refused in words", () => {
  expect(parseHeader("X-Time: 12:30 ")).toEqual(["X-Time", "12:30"]);
  expect(parseHeader("no header")).toMatch(/is no header/);
  expect(parseHeader("X-Bad: a\nb")).toMatch(/control character/);
});

test("without a rate the load is closed, and warm-up runs come on top of the asked number", () => {
  expect(loadFromFlags({ ...FLAGS, concurrency: 8, requests: 200, warmup: { runs: 10 } })).toEqual({
    kind: "closed",
    runs: 210,
    concurrency: 8,
    start_spread_ms: 100,
  });
});

test.each([
  { concurrency: 1, spreadMs: 0 },
  { concurrency: 50, spreadMs: 100 },
  { concurrency: 256, spreadMs: 512 },
  { concurrency: 501, spreadMs: 1_000 },
  { concurrency: 256, startSpreadMs: 0, spreadMs: 0 },
  { concurrency: 256, startSpreadMs: 5_000, spreadMs: 5_000 },
])("the first starts are 2 ms apart unless asked otherwise, over 100 ms to 1 s: %o", ({ spreadMs, ...flags }) => {
  expect(loadFromFlags({ ...FLAGS, ...flags, requests: 1_000 })).toMatchObject({ start_spread_ms: spreadMs });
});

test("with a rate the load is open and the concurrency is its ceiling", () => {
  expect(loadFromFlags({ ...FLAGS, rate: 50, concurrency: 8, durationMs: 10_000, arrival: "constant" })).toEqual({
    kind: "constant",
    rate_per_second: 50,
    duration_ms: 10_000,
    max_in_flight: 8,
    on_full: "wait",
  });
});

test.each([{ concurrency: 8 }, { rate: 5 }])("a load that says no end is refused: %o", (flags) => {
  expect(() => loadFromFlags({ ...FLAGS, ...flags })).toThrow(/does not say when to stop/);
});

test("a load is described with its ceiling and its extent", () => {
  const load = loadFromFlags({ ...FLAGS, rate: 50, concurrency: 8, requests: 500, durationMs: 10_000 });

  expect(describeLoad(load)).toBe(
    "50.0/s as a Poisson process, 500 runs or for 10.0 s, at most 8 in flight, the others wait",
  );
});

test("the command line is given back as it could be typed, without credentials", () => {
  const args = ["run", "--url", "http://h/v1", "--header", "Authorization: Bearer abc", "--slo", "ttft_ms<200"];

  expect(describeCommandLine(args)).toBe(
    "tfbench run --url http://h/v1 --header 'Authorization: ***' --slo 'ttft_ms<200'",
  );
});

const ANY = { max_in_flight: null, on_full: "wait" };

test.each([
  [
    { burst: { runs_per_burst: 20, every_ms: 5_000 }, requests: 100, concurrency: 30 },
    { kind: "burst", runs_per_burst: 20, every_ms: 5_000, runs: 100, max_in_flight: 30, on_full: "wait" },
  ],
  [
    { stages: [{ rate_per_second: 5, duration_ms: 1_000 }] },
    { kind: "stages", stages: [{ rate_per_second: 5, duration_ms: 1_000 }], arrivals: "poisson", ...ANY },
  ],
  [
    { ramp: { from_per_second: 1, to_per_second: 9 }, durationMs: 2_000, arrival: "constant" as const },
    {
      ...{ kind: "ramp", curve: "linear", from_per_second: 1, to_per_second: 9 },
      ...{ duration_ms: 2_000, arrivals: "constant", ...ANY },
    },
  ],
])("the shape %j makes a load of its kind", (flags, load) => {
  expect(loadFromFlags({ ...FLAGS, ...flags })).toEqual(load);
});

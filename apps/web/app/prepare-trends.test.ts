import { TrendTile, type HistoryFinding, type HistoryLine } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { prepareBlockTiles } from "#components/kpi/prepare-block-tiles.ts";
import { ALERT_LOOK, VERDICT_LOOK } from "#components/status-look.ts";
import { makeKpiBlock } from "#fixtures/make-kpis.ts";
import { makeSloVerdict } from "#fixtures/make-slo.ts";
import { makeChange, makeTrends } from "#fixtures/make-trends.ts";
import { addTrends, prepareWhatChanged, sparkOf } from "./prepare-trends.ts";

const finding = {
  ...makeChange({ verdict: "worse", sentence: "Total time: 34 % (20 to 50 %) slower than the 24 hours before" }),
  kind: "slower" as const,
  scenario_id: 3,
  scenario_name: "Extract prices",
  runs_filter: {
    scenario_id: [3],
    origin: "simulated" as const,
    from: "2026-11-20T10:00:00.000Z",
    to: "2026-11-20T12:00:00.000Z",
    status: ["completed" as const],
    sort: "-total_duration_ms",
  },
};
const step = (value: number | null) => ({ from: "2026-11-20T10:00:00.000Z", value, n: value === null ? 0 : 5 });

test("a finding says its verdict in words with its n, and leads to the runs behind it", () => {
  const { title, rows } = prepareWhatChanged(makeTrends({ findings: [finding] }));

  expect(title).toBe("What changed: 1 finding");
  expect(rows).toEqual([
    {
      id: "slower-3",
      look: VERDICT_LOOK.worse,
      scenario: { name: "Extract prices", href: "/runs?scenario=3" },
      sentence: "Total time: 34 % (20 to 50 %) slower than the 24 hours before",
      since: null,
      batchHref: null,
      basis: "n 120, 120 before",
      runsHref:
        "/runs?scenario=3&origin=simulated&from=2026-11-20T10%3A00%3A00.000Z&to=2026-11-20T12%3A00%3A00.000Z&status=completed&sort=-total_duration_ms",
    },
  ]);
});

test("a breached objective comes before everything that changed, as an alert with its n", () => {
  const breach = {
    scenario_id: 5,
    scenario_name: "Login flow",
    slo: makeSloVerdict(),
    sentence: "End-to-end success 62 % (48-74 %), SLO 90 %",
    runs_filter: { ...finding.runs_filter, scenario_id: [5] },
  };

  const { title, rows } = prepareWhatChanged(makeTrends({ findings: [finding], slo_breaches: [breach] }));

  expect(title).toBe("What changed: 2 findings");
  expect(rows[0]).toMatchObject({
    look: ALERT_LOOK,
    scenario: { name: "Login flow", href: "/scenarios/5?origin=simulated" },
    sentence: "End-to-end success 62 % (48-74 %), SLO 90 %",
    basis: "n 52",
    runsHref: expect.stringContaining("scenario=5"),
  });
});

test("without a finding it is said what was compared", () => {
  expect(prepareWhatChanged(makeTrends())).toEqual({
    title: "What changed: no finding",
    rows: [],
    note: "4 scenarios compared with the 24 hours before.",
  });
});

test("a step without a run is a gap in a spark line, and shares have a fixed scale", () => {
  expect(sparkOf("success", [step(0.5), step(null), step(1), step(0.75)])).toEqual([
    { x: 0.125, y: 0.5 },
    null,
    { x: 0.625, y: 0 },
    { x: 0.875, y: 0.25 },
  ]);
});

test("a time begins at zero, and a single step is no line", () => {
  expect(sparkOf("ttft_ms", [step(200), step(400)])).toEqual([
    { x: 0.25, y: 0.5 },
    { x: 0.75, y: 0 },
  ]);
  expect(sparkOf("ttft_ms", [step(200), step(null)])).toBeNull();
});

test("what was measured in a corner of the period alone is no line either", () => {
  const corner = [...Array.from({ length: 28 }, () => step(null)), step(200), step(400)];

  expect(sparkOf("ttft_ms", corner)).toBeNull();
});

test("the first token of endpoints gets the change of the first time", () => {
  const shown = {
    measured: "endpoints",
    block: makeKpiBlock(),
    previous: null,
    nothing: "",
    runsHref: () => "",
  } as const;

  const { times } = addTrends(prepareBlockTiles(shown), makeTrends({ measured: "endpoints" }));

  expect(times.map(({ title, trend }) => [title, trend?.verdict])).toEqual([
    ["Total time", "same"],
    ["Time to first token", "same"],
    ["Gaps between chunks", undefined],
  ]);
});

test("each tile with a past gets its own change, and the others none", () => {
  const tiles = prepareBlockTiles({
    measured: "agents",
    block: makeKpiBlock(),
    previous: null,
    nothing: "no finished run",
    runsHref: () => "/runs",
  });
  const trends = makeTrends();
  trends.changes.cost_per_success = makeChange({ verdict: "worse", sentence: "12 % (8 to 17 %) dearer" });

  const all = addTrends(tiles, trends);

  expect([...all.outcomes, ...all.times].map(({ title, trend }) => [title, trend?.sentence])).toEqual([
    ["End-to-end success", "No detectable difference to the 24 hours before"],
    ["Completed, goal unchecked", "No detectable difference to the 24 hours before"],
    ["Goal success", "No detectable difference to the 24 hours before"],
    ["Cost per success", "12 % (8 to 17 %) dearer"],
    ["Total time", "No detectable difference to the 24 hours before"],
    ["Time to first action", "No detectable difference to the 24 hours before"],
    ["Gaps between actions", undefined],
  ]);
});

const changePoint = (at: string, isTentative: boolean): HistoryFinding => ({
  kind: "change_point",
  verdict: "worse",
  is_tentative: isTentative,
  at,
  batch_id: 90,
  before_ms: 41_000,
  after_ms: 55_000,
  e: Math.log(55 / 41),
  p: 0.0003,
  batches_before: 30,
  batches_after: 20,
  sentence: "p50 total 41.0 s -> 55.0 s (change point, +34 %)",
});
const makeLine = (changes: Partial<HistoryLine>): HistoryLine => ({
  scenario_id: 3,
  scenario_name: "Extract prices",
  target_id: 1,
  target_name: "Simulator",
  concurrency: 5,
  batches: 50,
  note: "",
  findings: [],
  breaks: [],
  ...changes,
});

test("change points come first, alerts before tentative ones, and lead to the batch and the runs since", () => {
  const history = [
    makeLine({ scenario_id: 4, findings: [changePoint("2026-11-19T08:00:00.000Z", true)] }),
    makeLine({ findings: [changePoint("2026-11-19T08:00:00.000Z", false)] }),
  ];

  const { title, rows } = prepareWhatChanged(makeTrends({ findings: [finding], history }));

  expect(title).toBe("What changed: 3 findings");
  expect(rows.map(({ scenario, since }) => [scenario.href, since])).toEqual([
    ["/scenarios/3?origin=simulated&period=30d", "2026-11-19T08:00:00.000Z"],
    ["/scenarios/4?origin=simulated&period=30d", "2026-11-19T08:00:00.000Z"],
    ["/runs?scenario=3", null],
  ]);
  expect(rows[0]).toMatchObject({
    batchHref: "/batches/90",
    runsHref:
      "/runs?scenario=3&target=1&origin=simulated&from=2026-11-19T08%3A00%3A00.000Z&to=2026-11-20T12%3A00%3A00.000Z",
  });
});

test("a change point of weeks ago is no news, and short histories are said to be only tested at the boundary", () => {
  const history = [makeLine({ batches: 9, findings: [changePoint("2026-11-01T08:00:00.000Z", false)] })];

  const { rows, note } = prepareWhatChanged(makeTrends({ history }));

  expect(rows).toEqual([]);
  expect(note).toMatch(/under 12 batches, as in 1 of 1, only a boundary test\.$/);
});

test("where nothing ran before, that is said once, and by no tile", () => {
  const nothing = makeChange({
    n_before: 0,
    sentence: "No finished run in the 24 hours before, nothing to compare with",
  });
  const trends = makeTrends();
  for (const tile of TrendTile.options) trends.changes[tile] = nothing;
  const shown = { measured: "agents", block: makeKpiBlock(), previous: null, nothing: "", runsHref: () => "" } as const;

  const { outcomes, times } = addTrends(prepareBlockTiles(shown), trends);

  expect(prepareWhatChanged(trends).note).toBe("No finished run in the 24 hours before, nothing to compare with.");
  expect([...outcomes, ...times].flatMap(({ trend }) => trend?.sentence ?? [])).toEqual([]);
});

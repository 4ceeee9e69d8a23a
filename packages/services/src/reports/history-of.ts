import type { HistoryFinding, HistoryLine } from "@tfbench/contracts";
import { CHANGE_WINDOW, FEWEST_FOR_CHANGE_POINTS, boundaryTest, findChangePoints } from "@tfbench/stats";
import type { HistoryBatch } from "@tfbench/store";
import { writeDurations } from "./write-figures.ts";

/** One line of batches in order of id: the same scenario, target and load. Each stretch of one definition stands alone. */
export function historyOf(batches: readonly HistoryBatch[]): HistoryLine {
  const stretches = stretchesOf(batches);
  const [first] = batches;
  const latest = stretches.at(-1) ?? [];
  if (first === undefined) throw new Error("A line of batches has at least one.");
  const { scenario_id, scenario_name, target_id, target_name, concurrency } = first;
  return {
    scenario_id,
    scenario_name,
    target_id,
    target_name,
    concurrency,
    batches: latest.length,
    note: noteOf(latest.length),
    findings: [...stretches.flatMap(changePointsOf), ...boundaryOf(latest)],
    breaks: stretches
      .slice(1)
      .flatMap(([begin]) => (begin === undefined ? [] : [{ at: begin.at, batch_id: begin.id }])),
  };
}

function stretchesOf(batches: readonly HistoryBatch[]): HistoryBatch[][] {
  const stretches: HistoryBatch[][] = [];
  for (const batch of batches) {
    const current = stretches.at(-1);
    if (current?.[0]?.definition_id === batch.definition_id) current.push(batch);
    else stretches.push([batch]);
  }
  return stretches;
}

function noteOf(batches: number): string {
  const noun = batches === 1 ? "batch" : "batches";
  if (batches >= FEWEST_FOR_CHANGE_POINTS)
    return `Change points were searched for in the latest ${Math.min(batches, CHANGE_WINDOW)} batches of this definition.`;
  return `${batches} ${noun} of this definition: under ${FEWEST_FOR_CHANGE_POINTS} only a boundary test of the newest against those before, no search for change points.`;
}

const logsOf = (batches: readonly HistoryBatch[]): number[] =>
  batches.map(({ total_p50_ms }) => Math.log(total_p50_ms));

function changePointsOf(batches: readonly HistoryBatch[]): HistoryFinding[] {
  return findChangePoints(logsOf(batches)).flatMap(({ at, before, after, e, p, n_before, n_after, is_alert }) => {
    const start = batches[at];
    if (start === undefined) return [];
    const measured = { before_ms: Math.exp(before), after_ms: Math.exp(after), e };
    const counts = `${n_before} batches before, ${n_after} since`;
    return [
      {
        ...measured,
        kind: "change_point",
        verdict: e > 0 ? "worse" : "better",
        is_tentative: !is_alert,
        at: start.at,
        batch_id: start.id,
        p,
        batches_before: n_before,
        batches_after: n_after,
        sentence: `${sayLevels(measured)} (${is_alert ? "change point" : "tentative change point"}, ${sayChange(e)}, p ${sayP(p)}; ${counts})`,
      },
    ];
  });
}

/** Only of a history that is too short for change points. */
function boundaryOf(batches: readonly HistoryBatch[]): HistoryFinding[] {
  const newest = batches.at(-1);
  if (batches.length >= FEWEST_FOR_CHANGE_POINTS || newest === undefined) return [];
  const test = boundaryTest(logsOf(batches));
  if (test === null || !test.is_outside) return [];
  const measured = { before_ms: Math.exp(test.before), after_ms: Math.exp(test.after), e: test.e };
  return [
    {
      ...measured,
      kind: "boundary_test",
      verdict: test.e > 0 ? "worse" : "better",
      is_tentative: true,
      at: newest.at,
      batch_id: newest.id,
      p: null,
      batches_before: test.n_before,
      batches_after: 1,
      sentence: `${sayLevels(measured)} in the newest batch (${sayChange(test.e)}, outside what the ${test.n_before} before allow; only a boundary test, under ${FEWEST_FOR_CHANGE_POINTS} batches)`,
    },
  ];
}

function sayLevels({ before_ms, after_ms }: { before_ms: number; after_ms: number }): string {
  const { texts, unit } = writeDurations([before_ms, after_ms]);
  return `p50 total ${texts.map((text) => `${text} ${unit}`).join(" -> ")}`;
}

function sayChange(e: number): string {
  const percent = Math.round((Math.exp(e) - 1) * 100);
  return `${percent > 0 ? "+" : ""}${percent} %`;
}

const sayP = (p: number): string => (p < 0.001 ? "< 0.001" : p.toFixed(3));

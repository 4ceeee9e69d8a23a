import { expect, test } from "vitest";
import { makeKpis } from "#fixtures/make-kpis.ts";
import { makeRunSummary } from "#fixtures/make-run.ts";
import { prepareOverview } from "./prepare.ts";

const AT = Date.parse("2026-11-20T11:40:00.000Z");

test("the overview says which runs it shows and what judged them", () => {
  const recent_runs = [makeRunSummary()];
  const overview = prepareOverview(makeKpis({ recent_runs }), AT);

  expect(overview.lead).toBe(
    "Showing simulated runs: 60 attempted runs of agents in this period, 28 in the one before.",
  );
  expect(prepareOverview(makeKpis({ measured: "endpoints", recent_runs }), AT).lead).toMatch(
    /60 attempted runs on LLM endpoints in/,
  );
  expect(overview.checksNote).toBe("No check is defined; goals are judged by the built-in guards alone.");
});

test("links of the tiles keep origin and period", () => {
  const success = prepareOverview(makeKpis(), AT).tiles.outcomes[0];

  expect(success?.link?.href).toBe(
    "/runs?origin=simulated&from=2026-11-19T12%3A00%3A00.000Z&to=2026-11-20T12%3A00%3A00.000Z&goal=passed",
  );
});

test("the queue tile counts what waits and what runs", () => {
  const queue = prepareOverview(
    makeKpis({ queue: { queued: 1, running: 4, oldest_queued_at: "2026-11-20T11:32:49.000Z" } }),
    AT,
  ).tiles.outcomes.at(-1);

  expect(queue?.figures[0]).toMatchObject({ value: "1", unit: "run waits", basis: "4 running" });
  expect(queue?.note).toBe("the oldest for 7 min 11 s");
});

test("an installation without a run is told how to begin", () => {
  expect(prepareOverview(makeKpis(), AT)).toMatchObject({ isEmpty: true, lead: null });
  expect(prepareOverview(makeKpis({ recent_runs: [makeRunSummary()] }), AT).isEmpty).toBe(false);
  expect(prepareOverview(makeKpis({ queue: { queued: 2, running: 0, oldest_queued_at: null } }), AT).isEmpty).toBe(
    false,
  );
});

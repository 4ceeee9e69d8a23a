import { expect, test } from "vitest";
import { HEADS_OF_NONE } from "#components/runs/prepare-run-rows.ts";
import { runColumns } from "#components/runs/run-columns.tsx";
import { exportColumns } from "./export-columns.ts";

test("every column of the table has a place in the export, in the order that is shown", () => {
  const ids = runColumns({ ...HEADS_OF_NONE, hasTokens: true }).map(({ id = "" }) => id);

  for (const id of ids) expect([id, exportColumns([id])]).not.toEqual([id, ""]);
  expect(exportColumns(["goal", "run", "total"])).toBe("goal,verdict_goal,id,total_duration_ms");
});

import { expect, test } from "vitest";
import { makeBatch } from "#fixtures/make-batch.ts";
import { makeRunSummary } from "#fixtures/make-run.ts";
import { prepareCommands, type Found } from "./prepare-commands.ts";

const offered = (typed: string, found: Found = {}) =>
  prepareCommands(typed, found).map(({ name, commands }) => [name, commands.map(({ text }) => text)]);

test("without a text every page and action is offered at once", () => {
  const names = prepareCommands("", {}).map(({ name }) => name);

  expect(names).toEqual(["Pages", "Actions"]);
});

test("the words of a text may stand in any order and case", () => {
  expect(offered("TO targets")).toEqual([["Pages", ["Go to Targets"]]]);
  expect(offered("dark theme")).toEqual([["Actions", ["Theme: dark"]]]);
});

test("what the API found stands under its noun", () => {
  expect(offered("prices", { runs: [makeRunSummary({ id: 42, scenario_name: "Extract prices" })] })).toEqual([
    ["Runs", ["Run 42: Extract prices"]],
  ]);
});

test("a batch is told by its scenario, its labels, its size and its state", () => {
  expect(prepareCommands("main", { batches: [makeBatch({ id: 17, labels: { branch: "main" } })] })).toEqual([
    {
      name: "Batches",
      commands: [
        {
          id: "batch-17",
          text: "Batch 17: Extract prices, branch=main",
          note: "60 runs, finished",
          act: { href: "/batches/17" },
        },
      ],
    },
  ]);
});

test("a run that was found by the provider's id says that id", () => {
  const runs = [makeRunSummary({ id: 42, status: "completed", tinyfish_run_id: "3F2A-88" })];

  expect(prepareCommands("3f2a", { runs })[0]?.commands[0]?.note).toBe("completed, 3F2A-88");
  expect(prepareCommands("prices", { runs })[0]?.commands[0]?.note).toBe("completed");
});

test("ids are unique", () => {
  const ids = prepareCommands("", { runs: [makeRunSummary({ id: 1 }), makeRunSummary({ id: 2 })] }).flatMap(
    ({ commands }) => commands.map(({ id }) => id),
  );

  expect(new Set(ids).size).toBe(ids.length);
});

import { expect, test } from "vitest";
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

test("a number leads to the batch of that number", () => {
  expect(prepareCommands("17", {})).toEqual([
    {
      name: "Batches",
      commands: [{ id: "batch-17", text: "Batch 17", note: "by its number", act: { href: "/batches/17" } }],
    },
  ]);
});

test("ids are unique, also where a number and the API name the same batch", () => {
  const ids = prepareCommands("", { runs: [makeRunSummary({ id: 1 }), makeRunSummary({ id: 2 })] }).flatMap(
    ({ commands }) => commands.map(({ id }) => id),
  );

  expect(new Set(ids).size).toBe(ids.length);
});

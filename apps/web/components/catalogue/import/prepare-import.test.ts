import { ApiProblem } from "@tfbench/client";
import { expect, test } from "vitest";
import { importText, prepareImport, problemsOf } from "./prepare-import.ts";

const row = (name: string) => ({ noun: "automation" as const, name });

test("what would be done is told from what was done, with the fields that change", () => {
  const imported = { created: [row("A")], updated: [{ ...row("B"), fields: ["request.goal"] }], unchanged: [row("C")] };

  expect(prepareImport({ ...imported, dry_run: true })).toEqual({
    title: "The import would leave 1 entry created, 1 entry changed. Nothing is saved yet.",
    entries: [
      { act: "Create", noun: "automation", name: "A", fields: [] },
      { act: "Change", noun: "automation", name: "B", fields: ["request.goal"] },
    ],
    rest: ["1 entry is here already, just as in the file."],
  });
  expect(prepareImport({ ...imported, dry_run: false }).title).toBe("Imported: 1 entry created, 1 entry changed.");
  expect(importText({ ...imported, dry_run: true })).toBe("Import 2 entries");
});

test("a file that describes nothing is told from one whose entries are all here", () => {
  const nothing = { dry_run: true, created: [], updated: [], unchanged: [] };

  expect(prepareImport(nothing).title).toBe("The file describes nothing.");
  expect(prepareImport({ ...nothing, unchanged: [row("A"), row("B")] })).toEqual({
    title: "Nothing to import: all of it is here already.",
    entries: [],
    rest: ["2 entries are here already, just as in the file."],
  });
  expect(importText(nothing)).toBe("Nothing to import");
});

test("of very many entries the first are named and the others counted", () => {
  const created = Array.from({ length: 60 }, (_, index) => row(`A${index}`));
  const { entries, rest } = prepareImport({ dry_run: true, created, updated: [], unchanged: [] });

  expect([entries.length, rest]).toEqual([50, ["and 10 entries more."]]);
});

test("problems are read from a refusal that lists them, and only from that", () => {
  const refusal = (details: Record<string, unknown> | null) =>
    new ApiProblem({
      code: "invalid_input",
      status: 422,
      message: "m",
      hint: null,
      fields: [],
      details,
      request_id: "r",
    });
  const problem = { line: 3, column: 5, path: "automations.0.name", message: "is required" };

  expect(problemsOf(refusal({ problems: [problem] }))).toEqual([problem]);
  expect(problemsOf(refusal(null))).toEqual([]);
  expect(problemsOf(new Error("The API did not answer."))).toEqual([]);
});

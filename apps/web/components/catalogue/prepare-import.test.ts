import { ApiProblem } from "@tfbench/client";
import { expect, test } from "vitest";
import { importSentences, problemsOf } from "./prepare-import.ts";

const row = (name: string) => ({ noun: "automation" as const, name });

test("what would be done is told from what was done", () => {
  const imported = { created: [row("A")], updated: [row("B"), row("C")], unchanged: [] };

  expect(importSentences({ ...imported, dry_run: true })).toEqual([
    'Would create automation "A".',
    'Would change automation "B", automation "C".',
  ]);
  expect(importSentences({ ...imported, dry_run: false })[0]).toBe('Created automation "A".');
});

test("a file that describes nothing is told as that", () => {
  expect(importSentences({ dry_run: false, created: [], updated: [], unchanged: [] })).toEqual([
    "The file describes nothing.",
  ]);
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

import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { tableCsv } from "./table-csv.ts";

const read = (rows: string[][]): unknown => parse(tableCsv({ header: ["a", "b"], rows }));

test("commas, quotes and line ends come back as they were", () => {
  const row = ['say "when", now', "two\nlines"];

  expect(read([row])).toEqual([["a", "b"], row]);
});

test("a name that begins like a formula is text to a spreadsheet, and a negative number stays one", () => {
  expect(read([["=HYPERLINK(1)", "-12.5"]])).toEqual([
    ["a", "b"],
    ["'=HYPERLINK(1)", "-12.5"],
  ]);
});

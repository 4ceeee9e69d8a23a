import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import { writeCsvRow } from "./write-csv-row.ts";

test("a CSV reader reads every text back as it was", () => {
  const pieces = ["", "a", '"', ",", "\n", "\r", "\r\n", "'", "ü", " ", ";"];
  const texts = pieces.flatMap((first) => pieces.map((second) => `x${first}${second}`));

  const written = texts.map((text) => writeCsvRow([text, "next"])).join("");

  expect(parse(written, { record_delimiter: "\r\n" })).toEqual(texts.map((text) => [text, "next"]));
});

test.each(["=1", "+1", "-1", "@a", "\ta", "\ra", "＝1", "＋1", "－1", "＠a"])(
  "the text %j, which a spreadsheet would run, gets a ' before it",
  (text) => {
    expect(parse(writeCsvRow([text]), { record_delimiter: "\r\n" })).toEqual([[`'${text}`]]);
  },
);

test("numbers keep their sign, nothing is nothing, lists and objects are texts", () => {
  expect(writeCsvRow([-1.5, null, true, ["a", "b"], { key: "=x" }, []])).toBe(
    '-1.5,,true,"a, b","{""key"":""=x""}",\r\n',
  );
});

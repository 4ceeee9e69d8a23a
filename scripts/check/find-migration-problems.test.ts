import { expect, test } from "vitest";
import { checksumOf, findMigrationProblems } from "./find-migration-problems.ts";

const first = { name: "0001_create_runs.sql", text: "create table runs ();" };
const recorded = { [first.name]: checksumOf(first.text) };
const messages = (...args: Parameters<typeof findMigrationProblems>) =>
  findMigrationProblems(...args).map((problem) => problem.message);

test("recorded, unchanged migrations are no problem", () => {
  expect(messages([first], recorded)).toEqual([]);
});

test("an edit of a recorded migration is refused", () => {
  expect(messages([{ ...first, text: "create table runs (id int);" }], recorded)).toEqual([
    "was edited after it was recorded; write a new migration",
  ]);
});

test("a migration nobody recorded is refused", () => {
  expect(messages([first, { name: "0002_add_lag.sql", text: "" }], recorded)).toEqual([
    "is not in checksums.json; run `npm run migrations:record`",
  ]);
});

test("a deleted migration is refused", () => {
  expect(messages([], recorded)).toEqual(["is recorded in checksums.json but gone"]);
});

test("a gap in the numbers is refused", () => {
  const third = { name: "0003_add_lag.sql", text: "" };

  expect(messages([first, third], { ...recorded, [third.name]: checksumOf("") })).toEqual([
    "its number should be 0002: migrations are numbered without gaps",
  ]);
});

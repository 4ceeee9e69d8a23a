import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { claimRecordFile } from "./claim-record-file.ts";

function path(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), "tfbench-claim-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, name);
}

test("a file that is no record file is refused and left as it is", () => {
  const prompts = path("prompts.txt");
  writeFileSync(prompts, "hello\n");

  expect(() => claimRecordFile(prompts)).toThrow("exists and is no record file of tfbench");

  expect(readFileSync(prompts, "utf8")).toBe("hello\n");
  expect(existsSync(`${prompts}.lock`)).toBe(false);
});

test("an older record file and an empty file may be replaced", () => {
  const file = path("run.ndjson");
  writeFileSync(file, "");
  claimRecordFile(file)();
  writeFileSync(file, '{"kind":"batch","version":1}\n');

  const release = claimRecordFile(file);

  expect(existsSync(`${file}.lock`)).toBe(true);
  release();
  expect(existsSync(`${file}.lock`)).toBe(false);
});

test("a file that a living process writes is refused, with that process's number", () => {
  const file = path("run.ndjson");
  const release = claimRecordFile(file);
  onTestFinished(release);

  expect(() => claimRecordFile(file)).toThrow(`being written by another tfbench (process ${process.pid})`);
});

test("the claim of a process that was killed counts no more", () => {
  const file = path("run.ndjson");
  const ended = spawnSync(process.execPath, ["--eval", ""]);
  writeFileSync(`${file}.lock`, String(ended.pid));

  claimRecordFile(file)();

  expect(existsSync(`${file}.lock`)).toBe(false);
});

test("a device is written to without a claim", () => {
  claimRecordFile("/dev/null")();

  expect(existsSync("/dev/null.lock")).toBe(false);
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readTextFile } from "./read-text-file.ts";

const NAMED = { what: "prompt file", hint: "Check the path." };

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "tfbench-text-"));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

test("a file that is not there, a folder and bytes that are no text are told apart", () => {
  const path = folder();
  const binary = join(path, "binary.txt");
  writeFileSync(binary, Buffer.from([0x68, 0x69, 0xff, 0xfe, 0x0a]));

  expect(() => readTextFile(join(path, "none.txt"), NAMED)).toThrow(/cannot be read: there is no such file/);
  expect(() => readTextFile(path, NAMED)).toThrow(/cannot be read: it is a folder/);
  expect(() => readTextFile(binary, NAMED)).toThrow(/is no text in UTF-8/);
});

test("the byte order mark is no part of the text", () => {
  const file = join(folder(), "bom.txt");
  writeFileSync(file, "\uFEFFhello\n");

  expect(readTextFile(file, NAMED)).toBe("hello\n");
});

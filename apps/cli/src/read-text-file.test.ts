import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { testFolder } from "./fixtures/test-folder.ts";
import { readTextFile } from "./read-text-file.ts";

const NAMED = { what: "prompt file", hint: "Check the path." };

test("a file that is not there, a folder and bytes that are no text are told apart", () => {
  const path = testFolder();
  const binary = join(path, "binary.txt");
  writeFileSync(binary, Buffer.from([0x68, 0x69, 0xff, 0xfe, 0x0a]));

  expect(() => readTextFile(join(path, "none.txt"), NAMED)).toThrow(/cannot be read: there is no such file/);
  expect(() => readTextFile(path, NAMED)).toThrow(/cannot be read: it is a folder/);
  expect(() => readTextFile(binary, NAMED)).toThrow(/is no text in UTF-8/);
});

test("the byte order mark is no part of the text", () => {
  const file = join(testFolder(), "bom.txt");
  writeFileSync(file, "\uFEFFhello\n");

  expect(readTextFile(file, NAMED)).toBe("hello\n");
});

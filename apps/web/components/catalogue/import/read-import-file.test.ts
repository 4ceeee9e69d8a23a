import { expect, test } from "vitest";
import { readImportFile } from "./read-import-file.ts";

const file = (...parts: BlobPart[]) => new File(parts, "a.yaml");

test("a file is read as text, its line ends plain and its mark of UTF-8 gone", async () => {
  expect(await readImportFile(file("\ufeffname: قائمة 🐟\r\n"))).toEqual({ text: "name: قائمة 🐟\n", refusal: null });
});

test.each<[string, File, RegExp]>([
  ["in another encoding", file(new Uint8Array([0x6e, 0xe9])), /^a\.yaml is not text in UTF-8/],
  ["that is no text", file("a\0b"), /^a\.yaml is not text in UTF-8/],
  ["that is too long", file("x".repeat(1_000_001)), /^a\.yaml has 1,000,001 bytes; at most 1,000,000/],
])("a file %s is refused with what to do", async (_what, given, sentence) => {
  expect((await readImportFile(given)).refusal).toMatch(sentence);
});

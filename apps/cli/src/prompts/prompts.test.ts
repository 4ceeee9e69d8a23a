import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readPromptFile } from "./read-prompt-file.ts";
import { syntheticPrompts } from "./synthetic-prompts.ts";

const SYNTHETIC = { seed: 5, inputTokens: 40, sharedPrefixTokens: 10, outputTokens: null, isRepeated: false };
const textAt = (source: ReturnType<typeof syntheticPrompts>, index: number) =>
  source.at(index).messages[0]?.content ?? "";

function fileOf(name: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "tfbench-prompts-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

test("synthetic prompts have the asked length, share exactly the asked prefix and are all different", () => {
  const source = syntheticPrompts(SYNTHETIC);
  const prompts = Array.from({ length: 20_000 }, (_, index) => textAt(source, index));

  expect(new Set(prompts).size).toBe(20_000);
  expect(new Set(prompts.map((prompt) => prompt.split(" ").length))).toEqual(new Set([40]));
  expect(new Set(prompts.map((prompt) => prompt.split(" ").slice(0, 10).join(" "))).size).toBe(1);
  expect(new Set(prompts.slice(0, 1_000).map((prompt) => prompt.split(" ").slice(0, 13).join(" "))).size).toBe(1_000);
});

test("the same seed and index give the same prompt, whatever was asked before", () => {
  const other = syntheticPrompts(SYNTHETIC);
  other.at(3);

  expect(other.at(77)).toEqual(syntheticPrompts(SYNTHETIC).at(77));
  expect(other.at(77)).not.toEqual(syntheticPrompts({ ...SYNTHETIC, seed: 6 }).at(77));
});

test("repeats are one prompt, and say so", () => {
  const source = syntheticPrompts({ ...SYNTHETIC, isRepeated: true });

  expect(source.distinct).toBe(1);
  expect(source.at(0)).toEqual(source.at(9));
});

test("lines of JSONL are texts, prompts or whole conversations, in their order and from the start again", () => {
  const source = readPromptFile(
    fileOf(
      "p.jsonl",
      '"one"\n{"prompt": "two", "max_tokens": 7}\n\n{"messages": [{"role": "system", "content": "s"}, {"role": "user", "content": "three"}]}\n',
    ),
  );

  expect(source.distinct).toBe(3);
  expect(source.at(1)).toEqual({ messages: [{ role: "user", content: "two" }], max_tokens: 7 });
  expect(source.at(2).messages).toHaveLength(2);
  expect(source.at(3)).toEqual({ messages: [{ role: "user", content: "one" }], max_tokens: null });
});

test("CSV, ShareGPT and text files are read too", () => {
  const csv = readPromptFile(
    fileOf("p.csv", 'prompt,max_tokens\n"with, comma",5\nplain,\n'.replace("plain,\n", "plain,9\n")),
  );
  const share = readPromptFile(
    fileOf(
      "p.json",
      JSON.stringify([
        {
          id: "a",
          conversations: [
            { from: "gpt", value: "hi" },
            { from: "human", value: "ask" },
          ],
        },
      ]),
    ),
  );
  const text = readPromptFile(fileOf("p.txt", "first\r\nsecond\n"));

  expect(csv.at(0)).toEqual({ messages: [{ role: "user", content: "with, comma" }], max_tokens: 5 });
  expect(share.at(0).messages).toEqual([{ role: "user", content: "ask" }]);
  expect(text.at(1).messages).toEqual([{ role: "user", content: "second" }]);
});

test.each([
  ["p.jsonl", '"fine"\n{"text": "no prompt"}\n', /p\.jsonl:2: this line is no prompt/],
  ["p.jsonl", '"fine"\n{broken\n', /p\.jsonl:2: it is no JSON/],
  ["p.csv", "question\nwhat\n", /p\.csv:2: .*column "prompt"/],
  ["p.json", "{}", /no ShareGPT file/],
  ["p.txt", "\n\n", /there is no prompt in it/],
])("%s with %j is refused with its line", (name, text, sentence) => {
  expect(() => readPromptFile(fileOf(name, text))).toThrow(sentence);
});

test("a file that is not there is said to be so", () => {
  expect(() => readPromptFile("/nowhere/p.txt")).toThrow(/\/nowhere\/p\.txt cannot be read/);
});

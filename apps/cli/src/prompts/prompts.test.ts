import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readPromptFile } from "./read-prompt-file.ts";

function fileOf(name: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "tfbench-prompts-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

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

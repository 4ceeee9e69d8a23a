import { expect, test } from "vitest";
import { parseConversations } from "./parse-conversations.ts";

test("conversations are read from JSONL, empty lines and those without a user left out", () => {
  const text = [
    '{"messages":[{"role":"user","content":"Hi"}],"max_tokens":5,"id":3}',
    "",
    '{"messages":[{"role":"assistant","content":"Nobody asked"}]}',
  ].join("\r\n");

  expect(parseConversations(text, "jsonl")).toEqual({
    conversations: [{ messages: [{ role: "user", content: "Hi" }], max_tokens: 5 }],
    problem: null,
  });
});

test("a ShareGPT list names its speakers otherwise; others than those known are left out", () => {
  const said = ["human", "gpt", "bing", "system"].map((from) => ({ from, value: `by ${from}` }));

  expect(parseConversations(JSON.stringify([{ id: "x", conversations: said }]), "sharegpt").conversations).toEqual([
    {
      messages: [
        { role: "user", content: "by human" },
        { role: "assistant", content: "by gpt" },
        { role: "system", content: "by system" },
      ],
    },
  ]);
});

test.each([
  ["{", "jsonl", 1, /^it is no JSON/],
  [
    '{"messages":[{"role":"user","content":"Hi"}]}\n{"messages":[{"role":"robot","content":"Hi"}]}',
    "jsonl",
    2,
    /no conversation/,
  ],
  ["[]", "sharegpt", null, /no user says anything/],
  ["{}", "sharegpt", null, /no ShareGPT file/],
] as const)("what cannot be read is said with its line: %s", (text, form, line, message) => {
  expect(parseConversations(text, form)).toEqual({
    conversations: null,
    problem: { line, message: expect.stringMatching(message) },
  });
});

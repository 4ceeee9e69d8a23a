import { expect, test } from "vitest";
import { nextTurn } from "./next-turn.ts";

const says = "and then?";

test("the history grows by what the server really answered and what the user says then", () => {
  const request = { model: "m", messages: [{ role: "user", content: "begin" }] };

  const second = nextTurn("openai", request, { answer: { content: "once", reasoning: "hm" }, says });
  const third = nextTurn("openai", second, { answer: { content: "upon" }, says: "go on" });

  expect(third).toEqual({
    model: "m",
    messages: [
      { role: "user", content: "begin" },
      { role: "assistant", content: "once" },
      { role: "user", content: "and then?" },
      { role: "assistant", content: "upon" },
      { role: "user", content: "go on" },
    ],
  });
});

test("an answer without text leaves nothing in the history", () => {
  const request = { messages: [{ role: "user", content: "begin" }] };

  expect(nextTurn("anthropic", request, { answer: null, says })["messages"]).toEqual([
    { role: "user", content: "begin" },
    { role: "user", content: says },
  ]);
});

test("the input of a response becomes a history", () => {
  expect(nextTurn("openai", { model: "m", input: "begin" }, { answer: { content: "once" }, says })).toEqual({
    model: "m",
    input: [
      { role: "user", content: "begin" },
      { role: "assistant", content: "once" },
      { role: "user", content: says },
    ],
  });
});

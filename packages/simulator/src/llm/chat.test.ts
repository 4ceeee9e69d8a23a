import { expect, test } from "vitest";
import { chatBody, streamChat } from "../fixtures/chat.ts";
import { pick, useSimulator } from "../fixtures/use-simulator.ts";

const QUICK = { ttft_ms: 0, gap_ms: 0, output_tokens: 3 };
const USAGE = { stream_options: { include_usage: true } };

function textOf(events: readonly Record<string, unknown>[]): string {
  return events.map((event) => pick(event, "choices", 0, "delta", "content") ?? "").join("");
}

const usages = (events: readonly Record<string, unknown>[]) => events.map((event) => event["usage"]);

test("a stream opens with the role, gives the text, the reason, the usage when asked, and [DONE]", async () => {
  const simulator = await useSimulator();

  const { events, text, headers } = await streamChat(
    simulator,
    { ...QUICK, text: "Two lamps.", prompt_tokens: 9 },
    USAGE,
  );

  expect(headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  expect(events.map((event) => pick(event, "choices", 0, "delta"))).toEqual([
    { role: "assistant", content: "" },
    { content: "Two" },
    { content: " lamps." },
    {},
    undefined,
  ]);
  expect(pick(events[3], "choices", 0, "finish_reason")).toBe("stop");
  expect(events[4]).toMatchObject({ usage: { prompt_tokens: 9, completion_tokens: 2, total_tokens: 11 } });
  expect(text.endsWith("data: [DONE]\n\n")).toBe(true);
});

test("without a script answers come from the seed and the request's number", async () => {
  const texts = [];
  for (const seed of [1, 1, 2]) {
    const simulator = await useSimulator({ seed, zero_delay: true });
    const body = { model: "m", messages: [{ role: "user", content: "Hello" }] };
    texts.push((await simulator.request("POST", "/v1/chat/completions", { body })).json()["choices"]);
  }

  expect(texts[0]).toEqual(texts[1]);
  expect(texts[0]).not.toEqual(texts[2]);
});

test("the header's script wins over the message's, this over the server's default", async () => {
  const simulator = await useSimulator();
  const settings = { script: { ...QUICK, tokens_per_second: 1000, text: "default", hidden_tokens: 7 } };
  const { gap_ms: _, ...script } = settings.script;
  await simulator.request("POST", "/simulate/settings", { body: { script } });

  const headers = { "x-simulate": JSON.stringify({ text: "header" }) };
  const body = chatBody({ text: "message", gap_ms: 0 }, { stream: false });
  const answer = await simulator.request("POST", "/v1/chat/completions", { body, headers });

  expect(pick(answer.json(), "choices", 0, "message", "content")).toBe("header");
  expect(pick(answer.json(), "usage", "completion_tokens")).toBe(8);
});

test.each([
  [{ output_tokens: 9 }, { max_tokens: 4 }, 4, "length"],
  [{ output_tokens: 3 }, { max_completion_tokens: 4 }, 3, "stop"],
  [{ output_tokens: 3 }, { max_tokens: 6, ignore_eos: true }, 6, "length"],
  [{ output_tokens: 3 }, { min_tokens: 5 }, 5, "stop"],
  [{ output_tokens: 5, reasoning_tokens: 4 }, { max_tokens: 6 }, 6, "length"],
  [{ output_tokens: 5, finish_reason: "content_filter" }, {}, 5, "content_filter"],
])("script %j with %j generates %i tokens and ends with %s", async (script, limits, tokens, reason) => {
  const simulator = await useSimulator();

  const { events } = await streamChat(simulator, { ...QUICK, ...script }, { ...limits, ...USAGE });

  expect(pick(events.at(-2), "choices", 0, "finish_reason")).toBe(reason);
  expect(pick(events.at(-1), "usage", "completion_tokens")).toBe(tokens);
  expect(events).toHaveLength(tokens + 3);
});

test.each([
  ["on", {}, [undefined, undefined, undefined, { completion_tokens: 1 }]],
  ["off", USAGE, [undefined, undefined, undefined]],
  ["in_finish", {}, [undefined, undefined, { completion_tokens: 1 }]],
  ["zero", {}, [undefined, undefined, undefined, { completion_tokens: 0, prompt_tokens: 0 }]],
  ["every_chunk_null", {}, [null, null, null, { completion_tokens: 1 }]],
])("usage %s", async (usage, more, expected) => {
  const simulator = await useSimulator();

  const { events } = await streamChat(simulator, { ...QUICK, output_tokens: 1, usage }, more);

  expect(usages(events)).toMatchObject(expected);
  expect(events).toHaveLength(expected.length);
});

test.each([
  ["never", undefined, [{ content: "a" }]],
  [false, undefined, [{ content: "a" }]],
  ["in_first_token", undefined, [{ role: "assistant", content: "a" }]],
  ["own_write", "null", [{ role: "assistant", content: null }, { content: "a" }]],
])("role %s with content %s", async (role_first, role_content, expected) => {
  const simulator = await useSimulator();

  const { events } = await streamChat(simulator, {
    ...QUICK,
    text: "a",
    role_first,
    ...(role_content && { role_content }),
  });

  expect(events.slice(0, -1).map((event) => pick(event, "choices", 0, "delta"))).toEqual(expected);
});

test("when and with what the opening leaves is as the script says", async () => {
  const simulator = await useSimulator();
  const slow = { ...QUICK, ttft_ms: 40, output_tokens: 1 };

  await streamChat(simulator, { ...slow, role_first: "at_once" });
  await streamChat(simulator, { ...slow, role_first: "same_write", headers: "with_first_token" });

  const [atOnce, together] = simulator.llmRequests();
  const [headersMs = 0, openingMs = 0, answerMs = 0] = atOnce?.writes.before_ms ?? [];
  expect(answerMs - openingMs).toBeGreaterThan(openingMs - headersMs);
  expect(atOnce?.writes.seq.slice(0, 3)).toEqual([0, 1, 2]);
  expect(together?.writes.seq.slice(0, 3)).toEqual([0, 0, 0]);
});

test("the finish can stand in the last token's event, and [DONE] can be left out", async () => {
  const simulator = await useSimulator();

  const { events, text } = await streamChat(simulator, { ...QUICK, finish_in: "last_token", done: false });

  expect(events.map((event) => pick(event, "choices", 0, "finish_reason"))).toEqual([null, null, null, "stop"]);
  expect(text).not.toContain("[DONE]");
});

test("several tokens share a chunk and hidden ones are counted only", async () => {
  const simulator = await useSimulator();
  const script = { ...QUICK, output_tokens: 10, tokens_per_chunk: 4, hidden_tokens: 2, cached_tokens: 1 };

  const { events } = await streamChat(simulator, script, USAGE);

  expect(textOf(events).trim().split(" ")).toHaveLength(10);
  expect(simulator.llmRequests()[0]?.writes.tokens.filter((tokens) => tokens > 0)).toEqual([4, 4, 2]);
  expect(events.at(-1)).toMatchObject({
    usage: { completion_tokens: 12, prompt_tokens_details: { cached_tokens: 1 } },
  });
});

test.each(["reasoning_content", "reasoning"])("reasoning comes first, as %s", async (reasoning_field) => {
  const simulator = await useSimulator();
  const script = { ...QUICK, output_tokens: 1, reasoning_tokens: 2, reasoning_field };

  const { events } = await streamChat(simulator, script, USAGE);

  const keys = events.map((event) => Object.keys(pick(event, "choices", 0, "delta") ?? {}).at(-1));
  expect(keys).toEqual(["content", reasoning_field, reasoning_field, "content", undefined, undefined]);
  expect(events.at(-1)).toMatchObject({
    usage: { completion_tokens: 3, completion_tokens_details: { reasoning_tokens: 2 } },
  });
});

test("tool calls come in pieces that make their arguments' JSON, and end as tool_calls", async () => {
  const simulator = await useSimulator();
  const calls = [
    { name: "find", arguments: { lamp: "brass", price: 12.5 } },
    { name: "buy", arguments: {} },
  ];

  const { events } = await streamChat(simulator, { ...QUICK, output_tokens: 0, tool_calls: calls });

  const deltas = events.flatMap((event) => pick(event, "choices", 0, "delta", "tool_calls", 0) ?? []);
  const argumentsOf = (index: number) =>
    deltas
      .filter((delta) => pick(delta, "index") === index)
      .map((delta) => pick(delta, "function", "arguments"))
      .join("");
  expect(JSON.parse(argumentsOf(0))).toEqual({ lamp: "brass", price: 12.5 });
  expect(argumentsOf(1)).toBe("{}");
  expect(deltas.map((delta) => pick(delta, "function", "name")).filter(Boolean)).toEqual(["find", "buy"]);
  expect(pick(events.at(-1), "choices", 0, "finish_reason")).toBe("tool_calls");
});

test("tokens_per_second sets the gap by the tokens of a chunk, and jitter keeps its mean", async () => {
  const simulator = await useSimulator();

  await streamChat(simulator, { ttft_ms: 0, tokens_per_second: 500, tokens_per_chunk: 5, output_tokens: 20 });
  await streamChat(simulator, { ttft_ms: 0, gap_ms: 0.5, output_tokens: 1000, jitter: 0.5 });

  const gaps = simulator.llmRequests().map(({ writes }) => {
    const due = writes.due_ms.filter((_, row) => writes.kind[row] === "answer").map(Number);
    return due.slice(1).map((ms, index) => ms - (due[index] ?? 0));
  });
  for (const gap of gaps[0] ?? [0]) expect(gap).toBeCloseTo(10, 2);
  const jittered = gaps[1] ?? [];
  const meanMs = jittered.reduce((sum, gap) => sum + gap, 0) / jittered.length;
  expect(meanMs).toBeGreaterThan(0.45);
  expect(meanMs).toBeLessThan(0.55);
  expect(new Set(jittered).size).toBeGreaterThan(100);
});

test("a compressed body is the same text, and each write of it can be read by itself", async () => {
  const simulator = await useSimulator();

  const { headers, events } = await streamChat(simulator, { ...QUICK, text: "one two äöü", gzip: true });

  expect(headers.get("content-encoding")).toBe("gzip");
  expect(textOf(events)).toBe("one two äöü");
});

test("bulk writes as fast as the socket takes it, and every token", async () => {
  const simulator = await useSimulator();

  const { events } = await streamChat(simulator, { bulk: true, ttft_ms: 0, output_tokens: 20_000 });

  expect(textOf(events).trim().split(" ")).toHaveLength(20_000);
  const tokens = simulator.llmRequests()[0]?.writes.tokens ?? [];
  expect(tokens.reduce((sum, count) => sum + count, 0)).toBe(20_000);
});

test("prompts that begin alike are cached in whole blocks, others are not", async () => {
  const simulator = await useSimulator({ zero_delay: true });
  const ask = async (content: string) => {
    const body = { model: "m", max_tokens: 1, messages: [{ role: "user", content }] };
    const answer = (await simulator.request("POST", "/v1/chat/completions", { body })).json();
    return pick(answer, "usage", "prompt_tokens_details", "cached_tokens");
  };
  const prefix = "The same beginning of a prompt. ".repeat(10);

  expect(await ask(`${prefix}first`)).toBe(0);
  expect(await ask(`${prefix}second`)).toBe(80);
  expect(await ask(`Another. ${prefix}`)).toBe(0);
});

import { expect, test } from "vitest";
import { pick, useSimulator } from "../fixtures/use-simulator.ts";
import type { SimulatorUnderTest } from "../fixtures/use-simulator.ts";

type Json = Record<string, unknown>;
const SCRIPT = { ttft_ms: 0, gap_ms: 0, text: "Two lamps.", reasoning_tokens: 2, prompt_tokens: 40, cached_tokens: 16 };

interface NamedEvent {
  name: string;
  data: Json;
}

async function stream(simulator: SimulatorUnderTest, path: string, sent: { body: Json; script?: Json }) {
  const headers = { "x-simulate": JSON.stringify({ ...SCRIPT, ...sent.script }) };
  const { text } = await simulator.request("POST", path, { body: { model: "m", stream: true, ...sent.body }, headers });
  const events = text.split("\n\n").filter(Boolean).map(parseEvent);
  return { text, events, names: events.map((event) => event.name) };
}

function parseEvent(block: string): NamedEvent {
  const data: unknown = JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? "null");
  if (typeof data !== "object" || data === null) throw new Error(`No data in ${block}`);
  return { name: /^event: (.*)$/m.exec(block)?.[1] ?? "", data: { ...data } };
}

const withoutRepeats = (names: readonly string[]) => names.filter((name, index) => name !== names[index - 1]);

const MESSAGES = { max_tokens: 100, messages: [{ role: "user", content: "Hello" }] };

test("/v1/messages: message_start, a ping, a block for thinking and one for text, message_delta, message_stop", async () => {
  const simulator = await useSimulator();

  const { events, names } = await stream(simulator, "/v1/messages", { body: MESSAGES });

  expect(names).toEqual(events.map((event) => event.data["type"]));
  expect(withoutRepeats(names)).toEqual([
    "message_start",
    "ping",
    ...["content_block_start", "content_block_delta", "content_block_stop"],
    ...["content_block_start", "content_block_delta", "content_block_stop"],
    ...["message_delta", "message_stop"],
  ]);
  expect(pick(events[0]?.data, "message", "usage")).toEqual({
    input_tokens: 24,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 16,
    output_tokens: 1,
  });
  const deltas = events.map((event) => pick(event.data, "delta", "type")).filter(Boolean);
  expect(deltas).toEqual(["thinking_delta", "thinking_delta", "signature_delta", "text_delta", "text_delta"]);
  expect(events.at(-2)?.data).toMatchObject({ delta: { stop_reason: "end_turn" }, usage: { output_tokens: 4 } });
});

test("/v1/messages: the opening events and the first delta are one write where the script says so", async () => {
  const simulator = await useSimulator();

  await stream(simulator, "/v1/messages", { body: MESSAGES, script: { role_first: "same_write" } });

  expect(simulator.llmRequests()[0]?.writes.seq.slice(0, 4)).toEqual([0, 1, 1, 2]);
});

test("/v1/messages: a tool use, an error within, a refusal and a whole answer", async () => {
  const simulator = await useSimulator();

  const tool = await stream(simulator, "/v1/messages", { body: MESSAGES, script: { tool_calls: 1 } });
  const broken = await stream(simulator, "/v1/messages", {
    body: MESSAGES,
    script: { fault: { kind: "in_band_error" } },
  });
  const limited = { "x-simulate": JSON.stringify({ fault: { kind: "http_429" } }) };
  const refused = await simulator.request("POST", "/v1/messages", {
    body: { model: "m", ...MESSAGES },
    headers: limited,
  });
  const headers = { "x-simulate": JSON.stringify(SCRIPT) };
  const whole = await simulator.request("POST", "/v1/messages", { body: { model: "m", ...MESSAGES }, headers });

  const json = tool.events.map((event) => pick(event.data, "delta", "partial_json") ?? "").join("");
  expect(JSON.parse(json)).toEqual({ query: "lamp number 1" });
  expect(tool.events.at(-2)?.data).toMatchObject({ delta: { stop_reason: "tool_use" } });
  expect(broken.names.at(-1)).toBe("error");
  expect(refused.json()).toMatchObject({ type: "error", error: { type: "rate_limit_error" } });
  expect(whole.json()).toMatchObject({
    content: [{ type: "thinking" }, { type: "text", text: "Two lamps." }],
    stop_reason: "end_turn",
    usage: { output_tokens: 4 },
  });
});

test("/v1/responses: numbered events, an item for the reasoning and one for the message, and no [DONE]", async () => {
  const simulator = await useSimulator();

  const { events, names, text } = await stream(simulator, "/v1/responses", { body: { input: "Hello" } });

  expect(names).toEqual(events.map((event) => event.data["type"]));
  expect(events.map((event) => event.data["sequence_number"])).toEqual(events.map((_, index) => index));
  expect(withoutRepeats(names)).toEqual([
    ...["response.created", "response.in_progress"],
    ...["response.output_item.added", "response.content_part.added", "response.reasoning_text.delta"],
    ...["response.reasoning_text.done", "response.content_part.done", "response.output_item.done"],
    ...["response.output_item.added", "response.content_part.added", "response.output_text.delta"],
    ...["response.output_text.done", "response.content_part.done", "response.output_item.done"],
    "response.completed",
  ]);
  expect(text).not.toContain("[DONE]");
  expect(events.at(-1)?.data).toMatchObject({
    response: {
      status: "completed",
      output: [{ type: "reasoning" }, { type: "message", content: [{ text: "Two lamps." }] }],
      usage: { input_tokens: 40, output_tokens: 4, output_tokens_details: { reasoning_tokens: 2 } },
    },
  });
});

test("/v1/responses: a function call, a cut answer and a whole one", async () => {
  const simulator = await useSimulator();

  const call = await stream(simulator, "/v1/responses", { body: { input: "Hello" }, script: { tool_calls: 1 } });
  const cut = await stream(simulator, "/v1/responses", { body: { input: "Hello", max_output_tokens: 3 } });
  const headers = { "x-simulate": JSON.stringify(SCRIPT) };
  const whole = await simulator.request("POST", "/v1/responses", { body: { model: "m", input: "Hello" }, headers });

  const json = call.events
    .filter((event) => event.name === "response.function_call_arguments.delta")
    .map((event) => event.data["delta"])
    .join("");
  expect(JSON.parse(json)).toEqual({ query: "lamp number 1" });
  expect(cut.names.at(-1)).toBe("response.incomplete");
  expect(cut.events.at(-1)?.data).toMatchObject({
    response: { status: "incomplete", incomplete_details: { reason: "max_output_tokens" } },
  });
  expect(whole.json()).toMatchObject({ status: "completed", output: [{ type: "reasoning" }, { type: "message" }] });
});

test("/v1/completions: text, the reason, the usage when asked; a prompt of tokens is counted by them", async () => {
  const simulator = await useSimulator();
  const headers = { "x-simulate": JSON.stringify({ ttft_ms: 0, gap_ms: 0, text: "Two lamps." }) };
  const body = { model: "m", prompt: [1, 2, 3], stream: true, stream_options: { include_usage: true } };

  const { text } = await simulator.request("POST", "/v1/completions", { body, headers });
  const whole = await simulator.request("POST", "/v1/completions", { body: { model: "m", prompt: "Hello" }, headers });

  const events: unknown[] = [...text.matchAll(/^data: (\{.*)$/gm)].map((match) => JSON.parse(match[1] ?? ""));
  expect(events.map((event) => pick(event, "choices", 0, "text"))).toEqual(["Two", " lamps.", "", undefined]);
  expect(pick(events[2], "choices", 0, "finish_reason")).toBe("stop");
  expect(pick(events[3], "usage")).toMatchObject({ prompt_tokens: 3, completion_tokens: 2 });
  expect(text.endsWith("data: [DONE]\n\n")).toBe(true);
  expect(whole.json()).toMatchObject({ choices: [{ text: "Two lamps.", finish_reason: "stop" }] });
});

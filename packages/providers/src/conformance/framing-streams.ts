import type { ConformanceStream, Piece } from "./conformance-stream.ts";

const json = (content: string): string => `{"choices":[{"index":0,"delta":{"content":"${content}"}}]}`;
const LAST = 'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n';
const DONE = "data: [DONE]\n\n";
const bytes = (given: Buffer): Piece => ({ base64: given.toString("base64") });

/** How these are read where nothing is known of the provider. */
const request = {
  stream: {
    content: "$.choices[0].delta.content",
    finish_reason: "$.choices[0].finish_reason",
    terminal: { data: "[DONE]" },
    ignore: [{ path: "$.choices[0].finish_reason" }],
  },
};
const all = { providers: ["openai", "http_sse"], request } as const;
const said = (events: readonly string[], terminal: number) =>
  ({ status: "completed", terminal, content: "héllo", events }) as const;

const SPLIT = Buffer.from(`data: ${json("héllo")}\n\n`);
const accent = SPLIT.indexOf(0xc3) + 1;

/** Server-sent events as the specification allows them and servers send them. */
export const FRAMING_STREAMS: readonly ConformanceStream[] = [
  {
    ...all,
    name: "several events in one read",
    writes: [`data: ${json("hé")}\n\ndata: ${json("ll")}\n\ndata: ${json("o")}\n\n${DONE}`],
    expected: said(["answer@0", "answer@0", "answer@0", "terminal@0"], 0),
  },
  {
    ...all,
    name: "one event over many reads",
    writes: ["da", "ta: ", json("héllo").slice(0, 9), json("héllo").slice(9), "\n", "\n", DONE],
    expected: said(["answer@5", "terminal@6"], 6),
  },
  {
    ...all,
    name: "lines that end with CR and LF",
    writes: [`data: ${json("hé")}\r\n\r\n`, `data: ${json("llo")}\r\n\r\n`, "data: [DONE]\r\n\r\n"],
    expected: said(["answer@0", "answer@1", "terminal@2"], 2),
  },
  {
    ...all,
    name: "CR and LF in different reads: the event is complete with the CR",
    writes: [`data: ${json("hé")}\r\n\r`, `\ndata: ${json("llo")}\r`, "\n\r", "\ndata: [DONE]\r\n\r\n"],
    expected: said(["answer@0", "answer@2", "terminal@3"], 3),
  },
  {
    ...all,
    name: "lines that end with CR alone",
    writes: [`data: ${json("hé")}\r\r`, `data: ${json("llo")}\r\r`, "data: [DONE]\r\r"],
    expected: said(["answer@0", "answer@1", "terminal@2"], 2),
  },
  {
    ...all,
    name: "comments and pings alone in a read are no events",
    writes: [
      ": ping\n\n",
      `data: ${json("hé")}\n\n`,
      ":\n\n",
      ": OPENROUTER PROCESSING\n\n",
      `data: ${json("llo")}\n\n`,
      DONE,
    ],
    expected: said(["answer@1", "answer@4", "terminal@5"], 5),
  },
  {
    ...all,
    name: "id, event and retry before the data, no space behind the colon",
    writes: [
      `id: 1\nevent: delta\nretry: 3\ndata:${json("hé")}\n\n`,
      `id: 2\nevent: delta\ndata:${json("llo")}\n\n`,
      DONE,
    ],
    expected: said(["answer@0", "answer@1", "terminal@2"], 2),
  },
  {
    ...all,
    name: "an event's data on several lines",
    writes: ['data: {"choices":[{"index":0,\ndata: "delta":{"content":"héllo"}}]}\n\n', DONE],
    expected: said(["answer@0", "terminal@1"], 1),
  },
  {
    ...all,
    name: "a byte order mark before the first event, in a read of its own",
    writes: [{ base64: "77u/" }, `data: ${json("hé")}\n\n`, `data: ${json("llo")}\n\n`, DONE],
    expected: said(["answer@1", "answer@2", "terminal@3"], 3),
  },
  {
    ...all,
    name: "a character whose bytes come in two reads",
    writes: [bytes(SPLIT.subarray(0, accent)), bytes(SPLIT.subarray(accent)), DONE],
    expected: said(["answer@1", "terminal@2"], 2),
  },
  {
    ...all,
    name: "a body that ends with its connection and a last event without its blank line",
    framing: "close",
    writes: [`data: ${json("héllo")}\n\n`, LAST, "data: [DONE]"],
    expected: { ...said(["answer@0", "delta@1", "terminal@2"], 2), finish_reason: "stop" },
    providers: ["openai"],
  },
  {
    ...all,
    name: "broken UTF-8, which shows as replacement characters and breaks nothing behind it",
    writes: [
      bytes(
        Buffer.concat([
          Buffer.from('data: {"choices":[{"index":0,"delta":{"content":"a'),
          Buffer.of(0xe2, 0x82),
          Buffer.from('"}}]}\n\n'),
        ]),
      ),
      bytes(
        Buffer.concat([
          Buffer.from('data: {"choices":[{"index":0,"delta":{"content":"'),
          Buffer.of(0xac),
          Buffer.from('b"}}]}\n\n'),
        ]),
      ),
      DONE,
    ],
    expected: {
      status: "completed",
      terminal: 2,
      content: "a\ufffd\ufffdb",
      events: ["answer@0", "answer@1", "terminal@2"],
    },
  },
  {
    ...all,
    name: "a redirect, which is not followed",
    status: 307,
    headers: { location: "http://127.0.0.1:9/other" },
    framing: "length",
    writes: [""],
    expected: { events: [], status: "infra_error", reason_code: "redirect" },
  },
  {
    ...all,
    name: "401 with an error",
    status: 401,
    framing: "length",
    writes: ['{"error":{"message":"Incorrect API key provided.","code":"invalid_api_key"}}'],
    expected: { events: [], status: "infra_error", reason_code: "unauthorized" },
  },
  {
    ...all,
    name: "404 for a model",
    status: 404,
    framing: "length",
    writes: ['{"object":"error","message":"The model `m` does not exist.","type":"NotFoundError","code":404}'],
    expected: { events: [], status: "infra_error", reason_code: "model_not_found" },
  },
  {
    ...all,
    name: "404 for a path",
    status: 404,
    framing: "length",
    writes: ['{"detail":"Not Found"}'],
    expected: { events: [], status: "infra_error", reason_code: "not_found" },
  },
  {
    ...all,
    name: "429 with Retry-After",
    status: 429,
    headers: { "retry-after": "7" },
    framing: "length",
    writes: ['{"error":{"message":"Rate limit reached","type":"requests"}}'],
    expected: { events: [], status: "rate_limited", reason_code: "rate_limit_exceeded" },
  },
  {
    ...all,
    name: "429 because the account is empty",
    status: 429,
    framing: "length",
    writes: ['{"error":{"message":"You exceeded your current quota","code":"insufficient_quota"}}'],
    expected: { events: [], status: "out_of_credits", reason_code: "insufficient_credits" },
  },
  {
    ...all,
    name: "400 because the prompt is too long",
    status: 400,
    framing: "length",
    writes: [
      '{"object":"error","message":"This model\'s maximum context length is 4096 tokens.","type":"BadRequestError","code":400}',
    ],
    expected: { events: [], status: "infra_error", reason_code: "context_length_exceeded" },
  },
  {
    ...all,
    name: "502 with an HTML page",
    status: 502,
    framing: "length",
    writes: ["<html><body>Bad Gateway</body></html>"],
    expected: { events: [], status: "infra_error", reason_code: "http_502" },
  },
  {
    ...all,
    name: "200 with an HTML page",
    headers: { "content-type": "text/html" },
    framing: "length",
    writes: ["<!doctype html><title>Sign in</title>"],
    expected: { events: [], status: "infra_error", reason_code: "html_answer" },
  },
  {
    ...all,
    name: "a stream that ends before its first event",
    writes: [": hello\n\n"],
    expected: { events: [], status: "infra_error", reason_code: "truncated" },
  },
];

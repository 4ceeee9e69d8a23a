/** One stream a null server is asked for; it stands in the request's path. */
export type CannedStream = {
  /** Its own number, under which the server keeps what it wrote. */
  run: number;
  firstMs: number;
  /** Between two writes; 0: as fast as the connection takes them. */
  gapMs: number;
  events: number;
  eventsPerWrite: number;
};

/** Each event is one delta of a chat completion, in an HTTP chunk of its own; all have the same size. */
const EVENT = `data: {"id":"chatcmpl-0","object":"chat.completion.chunk","created":1767225600,"model":"null","choices":[{"index":0,"delta":{"content":" word"},"finish_reason":null}]}\n\n`;
export const EVENT_BYTES = EVENT.length;
export const CANNED_HEAD =
  "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\ncache-control: no-cache\r\ntransfer-encoding: chunked\r\n\r\n";
export const CANNED_CHUNK = `${EVENT.length.toString(16)}\r\n${EVENT}\r\n`;
const DONE = "data: [DONE]\n\n";
export const CANNED_END = `${DONE.length.toString(16)}\r\n${DONE}\r\n0\r\n\r\n`;

const PATH = /^GET \/canned\/(\d+)\/([\d.]+)\/([\d.]+)\/(\d+)\/(\d+) /;

export function writeCannedRequest({ run, firstMs, gapMs, events, eventsPerWrite }: CannedStream): string {
  return `GET /canned/${[run, firstMs, gapMs, events, eventsPerWrite].join("/")} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: text/event-stream\r\n\r\n`;
}

export function readCannedRequest(request: string): CannedStream | null {
  const fields = PATH.exec(request)?.slice(1).map(Number);
  if (fields === undefined) return null;
  const [run = 0, firstMs = 0, gapMs = 0, events = 0, eventsPerWrite = 1] = fields;
  return { run, firstMs, gapMs, events, eventsPerWrite };
}

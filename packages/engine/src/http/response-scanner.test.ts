import { request } from "node:http";
import {
  array,
  assert,
  asyncProperty,
  constantFrom,
  nat,
  oneof,
  property,
  record,
  stringMatching,
  uint8Array,
} from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTcpServer, type TcpServer } from "../fixtures/tcp-server.ts";
import { MAX_HEADER_BYTES, ResponseScanner } from "./response-scanner.ts";

type Scanned = {
  status: number;
  body: string;
  isDone: boolean;
  failure: string | null;
  isReusable: boolean;
  /** Bytes after the end of the response. */
  rest: number;
};

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");

/** Feeds the bytes in pieces whose sizes are taken from `sizes` in turn; `closes`: the connection ends afterwards. */
function scan(bytes: Uint8Array, { sizes = [65_536], closes = true } = {}): Scanned {
  let body = "";
  const scanner = new ResponseScanner({
    onHead: () => undefined,
    onBody: (from, start, end) => void (body += latin1(from.subarray(start, end))),
  });
  let at = 0;
  for (let turn = 0; at < bytes.length && !scanner.isDone && scanner.failure === null; turn += 1) {
    const size = Math.max(1, sizes[turn % sizes.length] ?? 1);
    // A piece lies somewhere in a larger buffer, as a read does.
    const memory = Buffer.concat([Buffer.from("xx"), bytes.subarray(at, at + size), Buffer.from("yy")]);
    at += scanner.feed(memory, 2, memory.length - 2) - 2;
  }
  if (closes) scanner.end();
  const { status, isDone, failure, isReusable } = scanner;
  return { status, body, isDone, failure, isReusable, rest: bytes.length - at };
}

const text = (value: string): Uint8Array => Buffer.from(value, "latin1");

describe("the end of a response", () => {
  const CASES: [sentence: string, response: string, expected: Partial<Scanned>][] = [
    [
      "is where its length says",
      "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcREST",
      { body: "abc", isDone: true, isReusable: true, rest: 4 },
    ],
    ["is its head when the length is 0", "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n", { isDone: true, body: "" }],
    [
      "is after the last chunk and its trailers",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\n0a \r\n0123456789\r\n0\r\nx: 1\r\ny: 2\r\n\r\nR",
      { body: "abc0123456789", isDone: true, isReusable: true, rest: 1 },
    ],
    [
      "is the end of the connection without length or chunks",
      "HTTP/1.1 200 OK\r\nserver: x\r\n\r\nabc",
      { body: "abc", isDone: true, isReusable: false },
    ],
    ["is the head of a 204", "HTTP/1.1 204 No Content\r\n\r\nREST", { status: 204, isDone: true, rest: 4 }],
    [
      "is the head of a 304, whatever length it names",
      "HTTP/1.1 304 Not Modified\r\ncontent-length: 9\r\n\r\n",
      { status: 304, isDone: true },
    ],
    [
      "belongs to the final response, not to one that only informs",
      "HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\na",
      { status: 200, body: "a", isDone: true },
    ],
    [
      "is found when the last coding is chunked",
      "HTTP/1.1 200 OK\r\ntransfer-encoding: gzip, chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
      { body: "a", isDone: true },
    ],
    [
      "is not there when the connection ends inside a chunk",
      "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nab",
      { body: "ab", isDone: false, failure: null },
    ],
    [
      "is not there when the connection ends before the length is reached",
      "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nab",
      { isDone: false, failure: null },
    ],
  ];

  test.each(CASES)("%s", (_sentence, response, expected) => {
    expect(scan(text(response))).toMatchObject(expected);
    expect(scan(text(response), { sizes: [1] })).toMatchObject(expected);
  });
});

describe("a connection is kept", () => {
  const CASES: [sentence: string, head: string, isReusable: boolean][] = [
    ["by HTTP/1.1", "HTTP/1.1 200 OK\r\n", true],
    ["not when the server closes it", "HTTP/1.1 200 OK\r\nConnection: foo, Close\r\n", false],
    ["not by HTTP/1.0", "HTTP/1.0 200 OK\r\n", false],
    ["by HTTP/1.0 when it says so", "HTTP/1.0 200 OK\r\nconnection: keep-alive\r\n", true],
  ];

  test.each(CASES)("%s", (_sentence, head, isReusable) => {
    expect(scan(text(`${head}content-length: 0\r\n\r\n`))).toMatchObject({ isDone: true, isReusable });
  });
});

describe("a response is refused", () => {
  const chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
  const CASES: [sentence: string, response: string, failure: string][] = [
    ["when it is not HTTP/1.x", "HTTP/2 200\r\n\r\n", "protocol_error"],
    ["when it is another protocol's greeting", "220 mail.example ESMTP\r\n\r\n", "protocol_error"],
    ["at the first byte that cannot be HTTP/1.x", "HTTP/1;", "protocol_error"],
    ["when it switches protocols", "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\n\r\n", "protocol_error"],
    ["when a header has no colon", "HTTP/1.1 200 OK\r\nnonsense\r\n\r\n", "protocol_error"],
    ["when a header is continued", "HTTP/1.1 200 OK\r\na: b\r\n c\r\n\r\n", "protocol_error"],
    ["when a blank stands before the colon", "HTTP/1.1 200 OK\r\ncontent-length : 3\r\n\r\n", "protocol_error"],
    ["when its length is no number", "HTTP/1.1 200 OK\r\ncontent-length: 3x\r\n\r\n", "protocol_error"],
    ["when it has two lengths", "HTTP/1.1 200 OK\r\ncontent-length: 3\r\nContent-Length: 4\r\n\r\n", "protocol_error"],
    ["when a chunk has no size", `${chunked}\r\nabc`, "protocol_error"],
    ["when a chunk's size is no number", `${chunked}zz\r\n`, "protocol_error"],
    ["when a chunk is longer than its size", `${chunked}1\r\nab\r\n`, "protocol_error"],
    ["when a chunk's size is beyond counting", `${chunked}${"f".repeat(20)}\r\n`, "protocol_error"],
    ["when its head is endless", `HTTP/1.1 200 OK\r\na: ${"b".repeat(MAX_HEADER_BYTES)}`, "header_too_large"],
    ["when it informs without end", "HTTP/1.1 100 Continue\r\n\r\n".repeat(4_000), "header_too_large"],
    ["when a chunk's extension is endless", `${chunked}1;${"b".repeat(MAX_HEADER_BYTES + 2)}`, "header_too_large"],
    ["when its trailers are endless", `${chunked}0\r\n${"a: b\r\n".repeat(20_000)}`, "header_too_large"],
    ["when only empty lines come", "\r\n".repeat(40_000), "header_too_large"],
  ];

  test.each(CASES)("%s", (_sentence, response, failure) => {
    expect(scan(text(response))).toMatchObject({ failure, isDone: false });
  });

  test("when its body is larger than 256 MiB", () => {
    const scanner = new ResponseScanner();
    const piece = new Uint8Array(1024 * 1024);
    const head = text("HTTP/1.1 200 OK\r\n\r\n");
    scanner.feed(head, 0, head.length);
    for (let index = 0; index < 256; index += 1) scanner.feed(piece, 0, piece.length);
    expect(scanner.failure).toBeNull();

    scanner.feed(piece, 0, 1);

    expect(scanner.failure).toBe("body_too_large");
  });
});

const bodyPiece = uint8Array({ minLength: 1, maxLength: 300 });
const padding = constantFrom("", " ", "\t ");
const extension = constantFrom("", ";a", ";name=value", ';quoted="x y"');
const fieldName = stringMatching(/^x-[a-z]{1,8}$/);
const anyResponse = record({
  informational: array(constantFrom("HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n"), { maxLength: 2 }),
  status: constantFrom(200, 201, 400, 404, 429, 500, 503),
  fields: array(record({ name: fieldName, value: stringMatching(/^[ -~]{0,20}$/) }), { maxLength: 6 }),
  pieces: array(bodyPiece, { maxLength: 8 }),
  framing: constantFrom("length", "chunked", "close"),
  padding,
  extension,
  trailers: array(constantFrom("x-end: 1\r\n", "x-sum: abc\r\n"), { maxLength: 2 }),
  upper: constantFrom(true, false),
}).map((given) => {
  const body = Buffer.concat(given.pieces);
  const name = given.upper ? (word: string) => word.toUpperCase() : (word: string) => word;
  const framing = {
    length: `${name("content-length")}:${given.padding}${body.length}${given.padding}\r\n`,
    chunked: `${name("transfer-encoding")}:${given.padding}${name("chunked")}\r\n`,
    close: "connection: close\r\n",
  }[given.framing];
  const fields = given.fields.map((field) => `${field.name}: ${field.value}\r\n`).join("");
  const head = `${given.informational.join("")}HTTP/1.1 ${given.status} Word\r\n${fields}${framing}\r\n`;
  const chunks = given.pieces.map((piece) =>
    Buffer.concat([text(`${piece.length.toString(16)}${given.extension}\r\n`), piece, text("\r\n")]),
  );
  const encoded =
    given.framing === "chunked"
      ? Buffer.concat([...chunks, text(`0${given.extension}\r\n${given.trailers.join("")}\r\n`)])
      : body;
  return { bytes: Buffer.concat([text(head), encoded]), closes: given.framing === "close" };
});
const anySizes = array(oneof(nat(3), nat(400)), { minLength: 1, maxLength: 20 });

test("the result is the same wherever the bytes were split", () => {
  assert(
    property(anyResponse, anySizes, ({ bytes }, sizes) => {
      const whole = scan(bytes);

      expect(whole.isDone).toBe(true);
      expect(scan(bytes, { sizes })).toEqual(whole);
    }),
  );
});

test("any bytes end in a result: none throws, none hangs", () => {
  const alphabet = array(constantFrom(..."HTTP/1.1 200\r\n:;0123abcdef\u0000\u00ff", "\r\n", "\r\n\r\n", "chunked"), {
    maxLength: 200,
  }).map((parts) => text(parts.join("")));
  const prefix = constantFrom("", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
  assert(
    property(prefix, oneof(uint8Array({ maxLength: 2_000 }), alphabet), anySizes, (start, bytes, sizes) => {
      const all = Buffer.concat([text(start), bytes]);

      expect(scan(all, { sizes })).toEqual(scan(all));
    }),
    { numRuns: 500 },
  );
});

describe("compared with the parser of Node.js", () => {
  let server: TcpServer;
  let answer: { bytes: Uint8Array; closes: boolean } = { bytes: new Uint8Array(), closes: false };
  beforeAll(async () => {
    server = await startTcpServer((socket) => {
      socket.write(answer.bytes);
      if (answer.closes) socket.end();
    });
  });
  afterAll(() => server.close());

  const readWithNode = (): Promise<{ status: number; body: string }> =>
    new Promise((resolve, reject) => {
      request(server.origin, { agent: false }, (response) => {
        let body = "";
        response.setEncoding("latin1").on("data", (part: string) => (body += part));
        response.once("end", () => resolve({ status: response.statusCode ?? 0, body }));
        response.once("error", reject);
      })
        .once("error", reject)
        .end();
    });

  test("status and body of every response are the same", async () => {
    await assert(
      asyncProperty(anyResponse, async (response) => {
        answer = response;

        const { status, body } = scan(response.bytes);

        expect({ status, body }).toEqual(await readWithNode());
      }),
      { numRuns: 150 },
    );
  });
});

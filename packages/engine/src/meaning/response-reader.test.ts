import fc from "fast-check";
import { expect, test } from "vitest";
import type { HttpHead } from "../provider-adapter.ts";
import { ResponseReader } from "./response-reader.ts";

function read(bytes: Uint8Array, cuts: readonly number[] = []): { heads: HttpHead[]; body: string } {
  const heads: HttpHead[] = [];
  const body: Uint8Array[] = [];
  const reader = new ResponseReader({
    onHead: (head) => heads.push(head),
    onBody: (part, from, to) => body.push(part.slice(from, to)),
  });
  const ends = [...new Set([...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  for (const [index, end] of ends.entries()) reader.feed(bytes, ends[index - 1] ?? 0, end);
  return { heads, body: Buffer.concat(body).toString("latin1") };
}

const chunked = (parts: readonly string[]): string =>
  `${parts.map((part) => `${Buffer.byteLength(part, "latin1").toString(16)};x=1\r\n${part}\r\n`).join("")}0\r\nTrailer: a\r\n\r\n`;

test("a body is the same whatever its framing and wherever the reads are cut", () => {
  const latin1 = fc.string({ unit: fc.nat(255).map((code) => String.fromCharCode(code)), minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(fc.array(latin1, { minLength: 1 }), fc.array(fc.nat(2_000)), fc.nat(2), (parts, cuts, framing) => {
      const body = parts.join("");
      const [header, framed] = [
        ["transfer-encoding: chunked\r\n", chunked(parts)],
        [`content-length: ${body.length}\r\n`, body],
        ["", body],
      ][framing] ?? ["", ""];
      const answer = `HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n${header}\r\n${framed}`;

      const found = read(Buffer.from(answer, "latin1"), cuts);

      expect(found.heads).toMatchObject([{ status: 200, headers: { "content-type": "text/event-stream" } }]);
      expect(found.body).toBe(body);
    }),
    { numRuns: 300 },
  );
});

test("an interim answer is not the answer", () => {
  const found = read(
    Buffer.from("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 429 Too Many\r\nRetry-After: 3\r\ncontent-length: 2\r\n\r\nno"),
  );

  expect(found).toEqual({
    heads: [{ status: 429, headers: { "retry-after": "3", "content-length": "2" } }],
    body: "no",
  });
});

test("any bytes at all are read without an error", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.array(fc.nat(300)), (bytes, cuts) => {
      expect(read(bytes, cuts)).toEqual(read(bytes));
    }),
    { numRuns: 300 },
  );
});

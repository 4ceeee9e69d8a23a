import { expect, test } from "vitest";
import { encodeRequest, requestBlock } from "./encode-request.ts";

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("utf8");

test("a request has its host, its headers and the length of its body in bytes", () => {
  const request = { method: "POST", path: "/v1", headers: { accept: "x" }, body: Buffer.from("grüß") } as const;

  expect(text(encodeRequest(request, "a.test:81"))).toBe(
    "POST /v1 HTTP/1.1\r\nhost: a.test:81\r\naccept: x\r\ncontent-length: 6\r\n\r\ngrüß",
  );
  expect(text(encodeRequest({ ...request, method: "GET", body: null }, "a.test"))).toBe(
    "GET /v1 HTTP/1.1\r\nhost: a.test\r\naccept: x\r\n\r\n",
  );
});

test("a block gives every run its request and keeps equal ones once", () => {
  const [one, two] = [Buffer.from("one"), Buffer.from("two!")];

  const { first, spans, bytes } = requestBlock(8, [one, two, one]);

  expect(first).toBe(8);
  expect(bytes.byteLength).toBe(7);
  const found = [0, 1, 2].map((run) => text(new Uint8Array(bytes).slice(spans[2 * run], spans[2 * run + 1])));
  expect(found).toEqual(["one", "two!", "one"]);
});

import { expect, test } from "vitest";
import { parseHead } from "./parse-head.ts";

test("a head's fields are found by small names, those that come twice together", () => {
  const head = "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 3\r\nVary: a\r\nvary:b\r\nodd\r\n\r\n";

  expect(parseHead(Buffer.from(head))).toEqual({ status: 429, headers: { "retry-after": "3", vary: "a, b" } });
});

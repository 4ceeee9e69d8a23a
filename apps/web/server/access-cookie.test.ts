import { expect, test } from "vitest";
import { isAccessToken, readAccessCookie } from "./access-cookie.ts";

test.each([
  [null, null],
  ["", null],
  ["tfbench_access=abc", "abc"],
  ["a=1; tfbench_access=a%3Db%20c; b=2", "a=b c"],
  ["xtfbench_access=abc", null],
  ["tfbench_access=%E0%A4%A", null],
])("the cookie header %j holds the token %j", (header, token) => {
  expect(readAccessCookie(header)).toBe(token);
});

test("only the whole token is the token", () => {
  expect(isAccessToken("0123456789abcdef", "0123456789abcdef")).toBe(true);
  expect(isAccessToken("0123456789abcde", "0123456789abcdef")).toBe(false);
  expect(isAccessToken("", "0123456789abcdef")).toBe(false);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { BASE_ADDRESS, PAGE_ADDRESS, SECURE_ADDRESS } from "./web-address.ts";

test.each([
  "http://localhost:8010",
  "http://127.0.0.1:8010",
  "https://agent.tinyfish.ai",
  "https://agent.tinyfish.ai/",
  "http://host.docker.internal:1/a/b",
  "http://my_service:80",
  "http://[::1]:8000",
  "http://[2001:db8::1:2]",
  "http://[1:2:3:4:5:6:7:8]",
  "https://xn--bcher-kva.example/v1",
  "http://3com.example",
])("%s is a base", (address) => {
  expect(BASE_ADDRESS.test(address)).toBe(true);
  expect(URL.canParse(address)).toBe(true);
});

test.each([
  "",
  "localhost",
  "//localhost",
  "ftp://a",
  "http://",
  "http:///a",
  "http://a b",
  "http://a?x=1",
  "http://a#b",
  "http://u@a",
  "http://u:p@a",
  "http://a:0",
  "http://a:65536",
  "http://1.2.3.256",
  "http://1.2.3",
  "http://1.2.3.4.5",
  "http://0x7f.1",
  "http://-a",
  "http://bücher.example",
  "http://[::1",
  "HTTP://a",
  "http://a\n",
])("%j is no base", (address) => {
  expect(BASE_ADDRESS.test(address)).toBe(false);
});

test("a page may have a user, a query, a fragment and any text after its host", () => {
  expect(PAGE_ADDRESS.test("http://u:p@a.example:81/日本?x=[1]&y={}#z")).toBe(true);
  expect(SECURE_ADDRESS.test("https://a.example?x")).toBe(true);
  expect(SECURE_ADDRESS.test("http://a.example")).toBe(false);
  expect(PAGE_ADDRESS.test("http://a.example/a b")).toBe(false);
});

test("what the patterns let through, the URL parser reads", () => {
  const withoutPunycode = (address: string) => !/xn--/i.test(address);
  for (const pattern of [BASE_ADDRESS, PAGE_ADDRESS, SECURE_ADDRESS]) {
    fc.assert(
      fc.property(fc.stringMatching(pattern).filter(withoutPunycode), (address) => URL.canParse(address)),
      { numRuns: 300 },
    );
  }
});

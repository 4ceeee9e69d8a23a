import { expect, test } from "vitest";
import { createRowCounter } from "./count-rows.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

test.each([
  ["csv", 'id,error\r\n1,"a ""quoted""\nword"\r\n2,\r\n', 2],
  ["csv", "id\r\n", 0],
  ["jsonl", '{"a":"\\n"}\n{"a":2}\n', 2],
  ["jsonl", "", 0],
  ["json", '[\n{"a":1},\n{"a":2}\n]\n', 2],
  ["json", '[\n{"a":1},\n{"a":2}', 1],
  ["json", "[\n]\n", 0],
] as const)("the rows of %s %j are counted, however the bytes are cut", (format, text, rows) => {
  for (const size of [1, 3, 1_000]) {
    const count = createRowCounter(format);
    const all = bytes(text);
    let counted = count(new Uint8Array());
    for (let start = 0; start < all.length; start += size) counted = count(all.subarray(start, start + size));
    expect(counted).toBe(rows);
  }
});

import { testDatabase } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { storableJson, storableText } from "./storable-text.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

/** Any string of UTF-16 units, with more of the awkward ones than chance would give. */
const anyText = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0, 0x5c, 0x22, 0xd800, 0xdfff, 0x75, 0x30)), {
    maxLength: 30,
  })
  .map((units) => String.fromCharCode(...units));
const replaced = (text: string) => text.toWellFormed().replaceAll("\0", "\uFFFD");

test("any text can be stored: NUL and lone surrogates become U+FFFD, the rest stays", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyText, { minLength: 1, maxLength: 20 }), async (texts) => {
      const [row] = await db.query<{ texts: string[] }>("SELECT $1::text[] AS texts", [texts.map(storableText)]);

      expect(row?.texts).toEqual(texts.map(replaced));
    }),
    { numRuns: 30 },
  );
});

test("any JSON value can be stored, with the same replacement in strings and keys", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyText, { maxLength: 20 }), async (texts) => {
      const value = { list: texts, nested: { [texts[0] ?? ""]: 1 } };

      const [row] = await db.query<{ value: unknown }>("SELECT $1::jsonb AS value", [storableJson(value)]);

      expect(row?.value).toEqual({ list: texts.map(replaced), nested: { [replaced(texts[0] ?? "")]: 1 } });
    }),
    { numRuns: 30 },
  );
});

test("text that only looks like an escape is left alone", () => {
  expect(JSON.parse(storableJson("\\u0000 \\\\ud800"))).toBe("\\u0000 \\\\ud800");
});

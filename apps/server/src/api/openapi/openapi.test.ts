import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { goldenDocument, GOLDEN_FILE } from "./golden-document.ts";

type Operation = { operationId: string; responses: Record<string, object> };
type Document = { paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, object> } };
const document = JSON.parse(goldenDocument()) as Document;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), ...operation })),
);

test("the document is the one that was reviewed; after a change run: node scripts/write-openapi.ts", async () => {
  expect(goldenDocument()).toBe(await readFile(GOLDEN_FILE, "utf8"));
});

describe("every operation", () => {
  test("lists the refusals that anything can meet", () => {
    for (const { operationId, responses } of operations) {
      expect([operationId, Object.keys(responses)]).toEqual([
        operationId,
        expect.arrayContaining(["401", "403", "500", "503"]),
      ]);
    }
  });

  test("with a path or a body lists what those can be refused with", () => {
    for (const { operationId, method, path, responses } of operations) {
      if (path.includes("{id}"))
        expect([operationId, Object.keys(responses)]).toEqual([operationId, expect.arrayContaining(["404", "422"])]);
      if (method === "PATCH")
        expect([operationId, Object.keys(responses)]).toEqual([
          operationId,
          expect.arrayContaining(["400", "413", "415", "422"]),
        ]);
    }
  });
});

test("every reference leads somewhere", () => {
  const names = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
    ([, name]) => name ?? "",
  );

  expect(names.filter((name) => !Object.hasOwn(document.components.schemas, name))).toEqual([]);
});

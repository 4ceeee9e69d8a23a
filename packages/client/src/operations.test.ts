import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { OPERATIONS } from "./operations.ts";

const DOCUMENT = new URL("../../../apps/server/src/api/openapi.golden.json", import.meta.url);

test("the client has every operation of the API's document, at its method and path, and no other", async () => {
  const { paths } = JSON.parse(await readFile(DOCUMENT, "utf8")) as {
    paths: Record<string, Record<string, { operationId: string }>>;
  };

  const documented = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => [operationId, { method: method.toUpperCase(), path }]),
  );

  expect(Object.fromEntries(documented)).toEqual(OPERATIONS);
});

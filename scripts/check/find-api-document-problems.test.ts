import { expect, test } from "vitest";
import { OpenApi } from "../api-document/open-api.ts";
import { writeApiDocument } from "../api-document/write-api-document.ts";
import { findApiDocumentProblems } from "./find-api-document-problems.ts";

type Body = { schema: object; example?: unknown };
const documentOf = (body: Body | null, path = "/api/v1/lamps", type = "application/json") => ({
  info: { title: "Lamps", description: "" },
  tags: [{ name: "Lamps" }],
  paths: {
    [path]: {
      post: {
        operationId: "createLamp",
        tags: ["Lamps"],
        summary: "Create a lamp",
        ...(body === null ? {} : { requestBody: { required: true, content: { [type]: body } } }),
        responses: { "201": { description: "The lamp." } },
      },
    },
  },
  components: {
    schemas: { Lamp: { type: "object", properties: { watts: { type: "integer" } }, required: ["watts"] } },
  },
});
const written = (document: object) => writeApiDocument(OpenApi.parse(document));
const messages = (document: object, text: string) =>
  findApiDocumentProblems(JSON.stringify(document), text).map(({ message }) => message);

test("a document that was written from the operations is no problem", () => {
  const document = documentOf({ schema: {}, example: { watts: 5 } });

  expect(messages(document, written(document))).toEqual([]);
});

test("one that was not names the command that writes it", () => {
  const document = documentOf({ schema: {}, example: { watts: 5 } });

  expect(messages(document, "# API\n")).toEqual(["is not what the OpenAPI document gives; run: npm run openapi:write"]);
});

test("a body is taken from the example, or made from the schema", () => {
  const body = { $ref: "#/components/schemas/Lamp" };

  expect(written(documentOf({ schema: body, example: { watts: 60 } }))).toContain(`-d '{"watts":60}'`);
  expect(written(documentOf({ schema: body }))).toContain(`-d '{"watts":1}'`);
});

test("text with a quote stays one word of the shell", () => {
  expect(written(documentOf({ schema: {}, example: { name: "Ann's" } }))).toContain(String.raw`'{"name":"Ann'\''s"}'`);
});

test("a body that nothing can be made for says what to add to the operation", () => {
  expect(messages(documentOf({ schema: {} }, "/api/v1/lamps", "application/yaml"), "")).toEqual([
    "createLamp takes a body that no example can be made for: give its describe({ ... }) an `example`.",
  ]);
});

import { OpenApi } from "../api-document/open-api.ts";
import { writeApiDocument } from "../api-document/write-api-document.ts";
import type { Problem } from "./problem.ts";

const file = "docs/API.md";

/** Whether docs/API.md is what the reviewed OpenAPI document (as text) gives. */
export function findApiDocumentProblems(openApi: string, written: string): Problem[] {
  try {
    const expected = writeApiDocument(OpenApi.parse(JSON.parse(openApi)));
    if (written === expected) return [];
    const lines = written.split("\n");
    const line = expected.split("\n").findIndex((text, index) => text !== lines[index]) + 1;
    return [{ file, line, message: "is not what the OpenAPI document gives; run: npm run openapi:write" }];
  } catch (cause) {
    return [{ file, line: 0, message: cause instanceof Error ? cause.message : String(cause) }];
  }
}

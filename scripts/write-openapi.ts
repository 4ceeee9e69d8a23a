import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { goldenDocument, GOLDEN_FILE } from "../apps/server/src/api/openapi/golden-document.ts";
import { OpenApi } from "./api-document/open-api.ts";
import { writeApiDocument } from "./api-document/write-api-document.ts";

/** Writes what is made from the routes: the OpenAPI document that reviews see, and from it docs/API.md. */
writeFileSync(GOLDEN_FILE, goldenDocument());
const file = resolve(import.meta.dirname, "../docs/API.md");
writeFileSync(file, writeApiDocument(OpenApi.parse(JSON.parse(readFileSync(GOLDEN_FILE, "utf8")))));
process.stdout.write(`Wrote ${GOLDEN_FILE}\nWrote ${file}\n`);

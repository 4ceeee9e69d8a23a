import { writeFile } from "node:fs/promises";
import { goldenDocument, GOLDEN_FILE } from "../apps/server/src/api/openapi/golden-document.ts";

await writeFile(GOLDEN_FILE, goldenDocument());
process.stdout.write(`Wrote ${GOLDEN_FILE}\n`);

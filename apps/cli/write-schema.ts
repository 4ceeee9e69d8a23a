import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { scenarioSchemaText } from "./src/plan/scenario-schema-text.ts";

writeFileSync(resolve(import.meta.dirname, "scenario.schema.json"), scenarioSchemaText());

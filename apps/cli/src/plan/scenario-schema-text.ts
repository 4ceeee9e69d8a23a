import { jsonSchemaOf } from "@tfbench/contracts";
import { ScenarioFile } from "./scenario-file.ts";

/** The JSON Schema of scenario files as it is published beside the program, for editors and for checks elsewhere. */
export const scenarioSchemaText = (): string =>
  `${JSON.stringify({ title: "tfbench scenario", ...jsonSchemaOf(ScenarioFile) }, null, 2)}\n`;

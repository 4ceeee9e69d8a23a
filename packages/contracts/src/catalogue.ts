import { z } from "zod";
import { CreateAutomation } from "./automation.ts";
import { CreateScenario } from "./scenario.ts";
import { CreateTarget } from "./target.ts";
import { Name } from "./text.ts";

const most = 1_000;

/** A scenario in a file: what it points at is named, because ids differ from one installation to the next. */
const CatalogueScenario = CreateScenario.omit({ automation_id: true, target_id: true }).extend({
  automation: Name,
  target: Name.nullable().default(null).meta({ description: "null or left out: the default target." }),
});
export type CatalogueScenario = z.infer<typeof CatalogueScenario>;

/** Targets, automations and scenarios as a file. Each stands whole: what is left out has its default. */
export const CatalogueDocument = z.strictObject({
  version: z.literal(1).default(1),
  targets: z.array(CreateTarget).max(most).default([]),
  automations: z.array(CreateAutomation).max(most).default([]),
  scenarios: z.array(CatalogueScenario).max(most).default([]),
});
export type CatalogueDocument = z.infer<typeof CatalogueDocument>;

const CatalogueNoun = z.enum(["target", "automation", "scenario"]);
export const ImportedRow = z.object({ noun: CatalogueNoun, name: z.string() });
export type ImportedRow = z.infer<typeof ImportedRow>;

/** A row that was there, with the paths of what is now different. */
const UpdatedRow = ImportedRow.extend({
  fields: z.array(z.string()).meta({ description: "What differs from before, by path; run_settings.concurrency." }),
});

/** What an import did; with dry_run, what it would do. */
export const ImportedCatalogue = z.object({
  dry_run: z.boolean(),
  created: z.array(ImportedRow),
  updated: z.array(UpdatedRow),
  unchanged: z.array(ImportedRow),
});
export type ImportedCatalogue = z.infer<typeof ImportedCatalogue>;

/** One thing wrong with a file, as `details.problems` of the refusal lists it. */
export type CatalogueProblem = { line: number; column: number; path: string; message: string };

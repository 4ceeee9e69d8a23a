import { parseAsInteger } from "nuqs/server";
import { catalogueParams } from "#components/catalogue/catalogue-params.ts";

export const scenariosParams = {
  ...catalogueParams,
  /** The scenario whose trigger dialog is open. */
  trigger: parseAsInteger,
  /** What was triggered last: its progress stays in sight, also after a reload. */
  batch: parseAsInteger,
  run: parseAsInteger,
};

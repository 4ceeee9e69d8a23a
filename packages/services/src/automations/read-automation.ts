import type { Automation } from "@tfbench/contracts";
import type { AutomationRow } from "@tfbench/store";
import { readPlaces } from "../templates/read-places.ts";

/** The row as the API shows it, with the names its request asks for. */
export const readAutomation = (row: AutomationRow): Automation => ({
  ...row,
  variables: [...readPlaces(row.request, "request").uses.keys()],
});

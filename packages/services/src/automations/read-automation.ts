import { HIDDEN, hideSecrets } from "@tfbench/contracts";
import type { Automation } from "@tfbench/contracts";
import type { AutomationRow } from "@tfbench/store";
import { readPlaces } from "../templates/read-places.ts";

/** The row as the API shows it, with the names its request asks for. */
export const readAutomation = (row: AutomationRow): Automation => ({
  ...showAutomation(row),
  variables: [...readPlaces(row.request, "request").uses.keys()],
});

/** The row without secrets that were stored before they had to be references, nor the inputs that filled them. */
export function showAutomation<Row extends Pick<AutomationRow, "request" | "default_inputs">>(row: Row): Row {
  const filled = [...readPlaces(row.request, "request").uses].filter(([, paths]) =>
    paths.includes("request.proxy_config.password"),
  );
  const covered = filled.filter(([name]) => name in row.default_inputs).map(([name]) => [name, HIDDEN]);
  return {
    ...row,
    request: hideSecrets(row.request),
    default_inputs: { ...row.default_inputs, ...Object.fromEntries(covered) },
  };
}

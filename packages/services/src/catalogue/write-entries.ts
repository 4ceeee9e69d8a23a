import type {
  CatalogueDocument,
  CatalogueScenario,
  CreateAutomation,
  CreateTarget,
  Prices,
  Scenario,
  Target,
} from "@tfbench/contracts";
import type { AutomationRow } from "@tfbench/store";

type Entry<T> = { [K in keyof T]?: T[K] | undefined } & { name: string };

const isEmpty = (value: unknown): boolean =>
  value === null || (typeof value === "object" && Object.keys(value).length === 0);

/** Leaves out what is null or empty: reading the file gives it back. */
const brief = <T extends { name: string }>(entry: T): Entry<T> =>
  // Every field of an entry but its name has a default that is exactly what is left out here.
  Object.fromEntries(Object.entries(entry).filter(([, value]) => !isEmpty(value))) as Entry<T>;

export const targetEntry = ({
  name,
  provider,
  base_url,
  credential,
  simulated,
  limits,
  timeouts,
  prices,
}: Target): CreateTarget => ({
  name,
  provider,
  base_url,
  credential,
  simulated,
  limits,
  timeouts,
  prices: pricesEntry(prices),
});

/** Prices of tokens that nobody gave are left out, as a file leaves them out. */
const pricesEntry = ({ version: _version, effective_at: _effective, ...prices }: Target["prices"]): Prices => ({
  ...definedOnly(prices),
  usd_per_step: prices.usd_per_step,
  bills: prices.bills,
});

const definedOnly = (prices: Prices): Partial<Prices> =>
  Object.fromEntries(Object.entries(prices).filter(([, price]) => price !== null && price !== undefined));

export const automationEntry = (row: AutomationRow): CreateAutomation & { request: AutomationRow["request"] } => ({
  name: row.name,
  provider: row.provider,
  description: row.description,
  tinyfish_automation_id: row.tinyfish_automation_id,
  request: row.request,
  default_inputs: row.default_inputs,
});

export const scenarioEntry = (row: Scenario): CatalogueScenario => ({
  name: row.name,
  automation: row.automation_name,
  target: row.target_id === null ? null : row.target_name,
  description: row.description,
  inputs_template: row.inputs_template,
  run_settings: row.run_settings,
  slos: row.slos,
});

export type WrittenCatalogue = {
  version: CatalogueDocument["version"];
  targets?: Entry<CreateTarget>[];
  automations?: Entry<CreateAutomation>[];
  scenarios?: Entry<CatalogueScenario>[];
};

/** The document as it is written: short, and read back the same. */
export function writeCatalogue({
  targets,
  automations,
  scenarios,
}: Omit<CatalogueDocument, "version">): WrittenCatalogue {
  return {
    version: 1,
    ...(targets.length === 0 ? {} : { targets: targets.map(brief) }),
    ...(automations.length === 0 ? {} : { automations: automations.map(brief) }),
    ...(scenarios.length === 0 ? {} : { scenarios: scenarios.map(brief) }),
  };
}

import { useQuery, type UndefinedInitialDataOptions } from "@tanstack/react-query";
import type { Page } from "@tfbench/contracts";
import { browserApi } from "#api/browser-api.ts";
import { queries } from "#api/queries.ts";
import type { ScenarioDraft } from "./prepare.ts";

/** As many as the API gives at once. */
const CHOICES = { limit: 200 } as const;

type Row = { id: number; name: string; archived_at: string | null };
type Query<T, Key extends readonly unknown[]> = UndefinedInitialDataOptions<T, Error, T, Key>;
type ChoicesOptions<T extends Row, ListKey extends readonly unknown[], Key extends readonly unknown[]> = {
  list: Query<Page<T>, ListKey>;
  one: (id: number) => Query<T, Key>;
  /** Id of what is chosen; empty for none. */
  chosen: string;
  /** Which rows fit what else is chosen; what is chosen already is offered anyway. */
  fits?: (row: T) => boolean;
};

/** Rows to choose from. What is chosen already is among them, also from the archive or beyond the first page. */
function useChoices<T extends Row, ListKey extends readonly unknown[], Key extends readonly unknown[]>({
  list,
  one,
  chosen,
  fits = () => true,
}: ChoicesOptions<T, ListKey, Key>) {
  const { data: page } = useQuery(list);
  const listed = page?.data ?? [];
  const isListed = chosen === "" || listed.some(({ id }) => String(id) === chosen);
  const beyond = useQuery({ ...one(Number(chosen)), enabled: page !== undefined && !isListed });
  const rows = isListed || beyond.data === undefined ? listed : [beyond.data, ...listed];
  return {
    rows,
    chosen: rows.find(({ id }) => String(id) === chosen),
    isEmpty: page !== undefined && rows.length === 0,
    hint: page !== undefined && page.next_cursor !== null ? `The newest ${CHOICES.limit} are listed.` : undefined,
    optionsAfter: (nothing: string) => [
      { value: "", text: nothing },
      ...rows
        .filter((row) => String(row.id) === chosen || fits(row))
        .map(({ id, name, archived_at: archivedAt }) => ({
          value: String(id),
          text: archivedAt === null ? name : `${name} (archived)`,
        })),
    ],
  };
}

export type Choices = Pick<ReturnType<typeof useChoices>, "isEmpty" | "hint" | "optionsAfter">;

/** What a scenario can be made of. */
export function useScenarioChoices(draft: ScenarioDraft) {
  const automations = useChoices({
    list: queries.automations(browserApi, CHOICES),
    one: (id) => queries.automation(browserApi, id),
    chosen: draft.automation_id,
  });
  const targets = useChoices({
    list: queries.targets(browserApi, CHOICES),
    one: (id) => queries.target(browserApi, id),
    chosen: draft.target_id,
    fits: ({ provider }) => automations.chosen === undefined || provider === automations.chosen.provider,
  });
  return { automations, targets };
}

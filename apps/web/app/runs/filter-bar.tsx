"use client";

import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { debounce, useQueryStates } from "nuqs";
import { browserApi } from "#api/browser-api.ts";
import { queries } from "#api/queries.ts";
import { MultiFilter } from "#components/multi-filter.tsx";
import { SearchField } from "#components/search-field.tsx";
import { StatusBadge } from "#components/status-badge.tsx";
import { GOAL_LOOK, RUN_STATUS_LOOK } from "#components/status-look.ts";
import { Button } from "#components/ui/button.tsx";
import { Select } from "#components/ui/select.tsx";
import { filterText, hasFilter, NO_FILTER } from "./prepare.ts";
import { GOALS, ORIGINS, runsParams, STATUSES, type RunsParams } from "./search-params.ts";
import { TimeFilter } from "./time-filter.tsx";

const STATUS_OPTIONS = STATUSES.map((value) => ({ value, label: <StatusBadge look={RUN_STATUS_LOOK[value]} /> }));
const GOAL_OPTIONS = GOALS.map((value) => ({ value, label: <StatusBadge look={GOAL_LOOK[value]} /> }));
const TYPING_MS = 300;

type Named = { id: number; name: string };
const optionsOf = (rows: readonly Named[] | undefined) =>
  (rows ?? []).map((row) => ({ value: row.id, label: row.name }));
const namesOf = (rows: readonly Named[] | undefined, ids: readonly number[]) =>
  ids.map((id) => rows?.find((row) => row.id === id)?.name ?? String(id));

/** Every filter stands in the address; changing one goes back to the first page. */
export function FilterBar() {
  const [params, setParams] = useQueryStates(runsParams);
  const change = (values: Parameters<typeof setParams>[0]) =>
    void setParams({ cursor: null, ...(typeof values === "function" ? {} : values) }, { history: "push" });

  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchField
        label="Search runs"
        placeholder="Reason, scenario, run id"
        text={params.search}
        onChange={(search) => void setParams({ search, cursor: null }, { limitUrlUpdates: debounce(TYPING_MS) })}
      />
      <MultiFilter
        name="execution"
        text={filterText(
          "Execution",
          params.status.map((each) => RUN_STATUS_LOOK[each].word),
        )}
        options={STATUS_OPTIONS}
        chosen={params.status}
        onChange={(status) => change({ status })}
      />
      <MultiFilter
        name="goal"
        text={filterText(
          "Goal",
          params.goal.map((each) => GOAL_LOOK[each].word),
        )}
        options={GOAL_OPTIONS}
        chosen={params.goal}
        onChange={(goal) => change({ goal })}
      />
      <CatalogueFilters params={params} onChange={change} />
      <Select
        size="dense"
        aria-label="Origin"
        value={params.origin ?? ""}
        onChange={(event) => change({ origin: ORIGINS.find((origin) => origin === event.target.value) ?? null })}
      >
        <option value="">Any origin</option>
        {ORIGINS.map((origin) => (
          <option key={origin} value={origin}>
            {origin}
          </option>
        ))}
      </Select>
      <TimeFilter from={params.from} to={params.to} onChange={change} />
      {params.batch === null ? null : (
        <Button size="dense" onClick={() => change({ batch: null })}>
          Batch {params.batch} <X aria-label="Remove this filter" />
        </Button>
      )}
      {hasFilter(params) ? (
        <Button size="dense" variant="quiet" onClick={() => change(NO_FILTER)}>
          <X aria-hidden /> Clear filters
        </Button>
      ) : null}
    </div>
  );
}

type CatalogueFiltersProps = {
  params: RunsParams;
  onChange: (values: { scenario?: number[]; automation?: number[]; target?: number[] }) => void;
};

/** Filters by what the installation defines. */
function CatalogueFilters({ params, onChange }: CatalogueFiltersProps) {
  const everything = { limit: 100, archived: "include" } as const;
  const scenarios = useQuery(queries.scenarios(browserApi, everything)).data?.data;
  const automations = useQuery(queries.automations(browserApi, everything)).data?.data;
  const targets = useQuery(queries.targets(browserApi, everything)).data?.data;
  return (
    <>
      <MultiFilter
        name="scenario"
        text={filterText("Scenario", namesOf(scenarios, params.scenario))}
        options={optionsOf(scenarios)}
        chosen={params.scenario}
        onChange={(scenario) => onChange({ scenario })}
      />
      <MultiFilter
        name="automation"
        text={filterText("Automation", namesOf(automations, params.automation))}
        options={optionsOf(automations)}
        chosen={params.automation}
        onChange={(automation) => onChange({ automation })}
      />
      <MultiFilter
        name="target"
        text={filterText("Target", namesOf(targets, params.target))}
        options={optionsOf(targets)}
        chosen={params.target}
        onChange={(target) => onChange({ target })}
      />
    </>
  );
}

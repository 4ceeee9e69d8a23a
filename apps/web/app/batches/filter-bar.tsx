"use client";

import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { debounce, useQueryStates } from "nuqs";
import { browserApi } from "#api/browser-api.ts";
import { queries } from "#api/queries.ts";
import { FilterFold } from "#components/filter-fold.tsx";
import { MultiFilter } from "#components/multi-filter.tsx";
import { SearchField } from "#components/search-field.tsx";
import { StatusBadge } from "#components/status-badge.tsx";
import { BATCH_STATUS_LOOK, ORIGIN_WORD } from "#components/status-look.ts";
import { Button } from "#components/ui/button.tsx";
import { Select } from "#components/ui/select.tsx";
import { filterText } from "../runs/prepare.ts";
import { countFilters, hasFilter, NO_FILTER } from "./prepare.ts";
import { batchesParams, ORIGINS, STATUSES } from "./search-params.ts";

const TYPING_MS = 300;
const ALL = { limit: 100, archived: "include" } as const;
const MORE = "Only 100 are listed; the search finds the others.";

type Named = { data: readonly { id: number; name: string }[]; next_cursor: string | null };

/** What was chosen stays in sight, whether it is listed or not. */
function optionsOf(listed: Named | undefined, chosen: readonly number[]) {
  const known = listed?.data.map(({ id, name }) => ({ value: id, label: name })) ?? [];
  const missing = chosen.filter((id) => known.every(({ value }) => value !== id));
  const options = [...known, ...missing.map((value) => ({ value, label: String(value) }))];
  const names = options.filter(({ value }) => chosen.includes(value)).map(({ label }) => label);
  return { options, names, ...(listed?.next_cursor == null ? {} : { note: MORE }) };
}

/** Every filter stands in the address; changing one goes back to the first page. */
export function FilterBar() {
  const [params, setParams] = useQueryStates(batchesParams);
  const scenarios = optionsOf(useQuery(queries.scenarios(browserApi, ALL)).data, params.scenario);
  const targets = optionsOf(useQuery(queries.targets(browserApi, ALL)).data, params.target);
  const change = (values: Parameters<typeof setParams>[0]) =>
    void setParams({ cursor: null, ...(typeof values === "function" ? {} : values) }, { history: "push" });
  const statusWords = params.status.map((status) => BATCH_STATUS_LOOK[status].word);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchField
        label="Search batches"
        placeholder="Scenario, label, batch id"
        text={params.search}
        onChange={(search) => void setParams({ search, cursor: null }, { limitUrlUpdates: debounce(TYPING_MS) })}
      />
      <FilterFold count={countFilters(params)}>
        <MultiFilter
          name="status"
          text={filterText("Status", statusWords)}
          options={STATUSES.map((value) => ({ value, label: <StatusBadge look={BATCH_STATUS_LOOK[value]} /> }))}
          chosen={params.status}
          onChange={(status) => change({ status })}
        />
        <MultiFilter
          name="scenario"
          text={filterText("Scenario", scenarios.names)}
          {...scenarios}
          chosen={params.scenario}
          onChange={(scenario) => change({ scenario })}
        />
        <MultiFilter
          name="target"
          text={filterText("Target", targets.names)}
          {...targets}
          chosen={params.target}
          onChange={(target) => change({ target })}
        />
        <Select
          size="dense"
          aria-label="Origin"
          className="font-strong"
          value={params.origin ?? ""}
          onChange={(event) => change({ origin: ORIGINS.find((origin) => origin === event.target.value) ?? null })}
        >
          <option value="">Any origin</option>
          {ORIGINS.map((origin) => (
            <option key={origin} value={origin}>
              {ORIGIN_WORD[origin]}
            </option>
          ))}
        </Select>
      </FilterFold>
      {hasFilter(params) ? (
        <Button size="dense" variant="quiet" onClick={() => change(NO_FILTER)}>
          <X aria-hidden /> Clear filters
        </Button>
      ) : null}
    </div>
  );
}

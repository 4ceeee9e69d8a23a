"use client";

import type { RunFacets } from "@tfbench/contracts";
import { X } from "lucide-react";
import { debounce, useQueryStates } from "nuqs";
import { FilterFold } from "#components/filter-fold.tsx";
import { MultiFilter } from "#components/multi-filter.tsx";
import { SearchField } from "#components/search-field.tsx";
import { StatusBadge } from "#components/status-badge.tsx";
import { GOAL_LOOK, RUN_STATUS_LOOK } from "#components/status-look.ts";
import { Button } from "#components/ui/button.tsx";
import { Select } from "#components/ui/select.tsx";
import { formatNumber } from "#format/format-number.ts";
import { DurationFilter } from "./duration-filter.tsx";
import { namedOptions, wordOptions, type FacetOption } from "./facet-options.ts";
import { MoreFilters } from "./more-filters.tsx";
import { PART_WORD } from "./part-word.ts";
import { countFilters, countMoreFilters, filterText, hasFilter, NO_FILTER } from "./prepare.ts";
import { ORIGINS, runsParams, type RunsParams } from "./search-params.ts";
import { TimeFilter } from "./time-filter.tsx";
import { VERDICT_WORD } from "./verdict-word.ts";

const TYPING_MS = 300;
const labelsOf = (options: readonly FacetOption<number>[], ids: readonly number[]) =>
  ids.map((id) => options.find(({ value }) => value === id)?.label ?? String(id));

type FilterBarProps = {
  facets: RunFacets | undefined;
  /** Whether the runs listed have goals to filter by. */
  hasGoals: boolean;
};

/** Every filter stands in the address; changing one goes back to the first page. The counts say what each would leave. */
export function FilterBar({ facets, hasGoals }: FilterBarProps) {
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
      <FilterFold count={countFilters(params)}>
        <FacetFilters facets={facets} hasGoals={hasGoals || params.goal.length > 0} params={params} onChange={change} />
        <OriginFilter facets={facets} params={params} onChange={change} />
        <TimeFilter from={params.from} to={params.to} onChange={change} />
        <MoreFilters count={countMoreFilters(params)}>
          <RareFilters facets={facets} params={params} onChange={change} />
          <DurationFilter longer={params.longer} shorter={params.shorter} onChange={change} />
        </MoreFilters>
      </FilterFold>
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

type FilterProps = {
  facets: RunFacets | undefined;
  params: RunsParams;
  onChange: (values: Partial<RunsParams>) => void;
};

/** Filters by values that are counted, those that are wanted most. */
function FacetFilters({ facets, hasGoals, params, onChange: change }: FilterProps & Pick<FilterBarProps, "hasGoals">) {
  const status = wordOptions(facets?.status, params.status);
  const goal = wordOptions(facets?.goal, params.goal);
  return (
    <>
      <MultiFilter
        name="execution"
        text={filterText(
          "Execution",
          params.status.map((each) => RUN_STATUS_LOOK[each].word),
        )}
        options={status.options.map((each) => ({ ...each, label: <StatusBadge look={RUN_STATUS_LOOK[each.value]} /> }))}
        chosen={params.status}
        onChange={(chosen) => change({ status: chosen })}
      />
      {hasGoals ? (
        <MultiFilter
          name="goal"
          text={filterText(
            "Goal",
            params.goal.map((each) => GOAL_LOOK[each].word),
          )}
          options={goal.options.map((each) => ({ ...each, label: <StatusBadge look={GOAL_LOOK[each.value]} /> }))}
          chosen={params.goal}
          onChange={(chosen) => change({ goal: chosen })}
        />
      ) : null}
      <MultiFilter
        name="reason"
        text={filterText("Reason", params.reason)}
        {...wordOptions(facets?.reason_code, params.reason)}
        chosen={params.reason}
        onChange={(chosen) => change({ reason: chosen })}
      />
      <NamedFilter word="Scenario" of="scenario" facets={facets} params={params} onChange={change} />
      <NamedFilter word="Target" of="target" facets={facets} params={params} onChange={change} />
    </>
  );
}

function RareFilters({ facets, params, onChange: change }: FilterProps) {
  const verdict = wordOptions(facets?.verdict, params.verdict);
  const part = wordOptions(facets?.load_part, params.part);
  return (
    <>
      <NamedFilter word="Automation" of="automation" facets={facets} params={params} onChange={change} />
      <MultiFilter
        name="tag"
        text={filterText("Tags", params.tag)}
        {...wordOptions(facets?.tag, params.tag)}
        chosen={params.tag}
        onChange={(chosen) => change({ tag: chosen })}
      />
      <MultiFilter
        name="verdict"
        text={filterText(
          "Verdict",
          params.verdict.map((each) => VERDICT_WORD[each]),
        )}
        options={verdict.options.map((each) => ({ ...each, label: VERDICT_WORD[each.value] }))}
        empty="Nobody has judged any of these runs."
        chosen={params.verdict}
        onChange={(chosen) => change({ verdict: chosen })}
      />
      <MultiFilter
        name="part of load"
        text={filterText(
          "Part of load",
          params.part.map((each) => PART_WORD[each]),
        )}
        options={part.options.map((each) => ({ ...each, label: PART_WORD[each.value] }))}
        chosen={params.part}
        onChange={(chosen) => change({ part: chosen })}
      />
    </>
  );
}

type NamedFilterProps = FilterProps & { word: string; of: "scenario" | "automation" | "target" };

function NamedFilter({ word, of, facets, params, onChange }: NamedFilterProps) {
  const facet = namedOptions(facets?.[of], params[of]);
  return (
    <MultiFilter
      name={of}
      text={filterText(word, labelsOf(facet.options, params[of]))}
      {...facet}
      chosen={params[of]}
      onChange={(chosen) => onChange({ [of]: chosen })}
    />
  );
}

const OriginFilter = ({ facets, params, onChange }: FilterProps) => (
  <Select
    size="dense"
    aria-label="Origin"
    className="font-strong"
    value={params.origin ?? ""}
    onChange={(event) => onChange({ origin: ORIGINS.find((origin) => origin === event.target.value) ?? null })}
  >
    <option value="">Any origin</option>
    {ORIGINS.map((origin) => (
      <option key={origin} value={origin}>
        {withCount(origin, facets)}
      </option>
    ))}
  </Select>
);

function withCount(origin: (typeof ORIGINS)[number], facets: RunFacets | undefined): string {
  const { options } = wordOptions(facets?.origin, [origin]);
  const count = options.find(({ value }) => value === origin)?.count ?? null;
  return count === null ? origin : `${origin} (${formatNumber(count)})`;
}

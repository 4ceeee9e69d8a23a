"use client";

import { useQuery } from "@tanstack/react-query";
import type { Origin } from "@tfbench/contracts";
import { useQueryStates } from "nuqs";
import { browserApi } from "#api/browser-api.ts";
import { queries } from "#api/queries.ts";
import { Segmented } from "#components/segmented.tsx";
import { ORIGIN_WORD } from "#components/status-look.ts";
import { Select } from "#components/ui/select.tsx";
import { overviewParams, ORIGINS, PERIODS } from "./search-params.ts";

const PERIOD_OPTIONS = PERIODS.map((value) => ({ value, text: value }));

type OverviewControlsProps = { shownOrigin: Origin | null; available: readonly Origin[] };

/** Which runs the overview is about; every choice stands in the address. */
export function OverviewControls({ shownOrigin, available }: OverviewControlsProps) {
  const [params, setParams] = useQueryStates(overviewParams, { history: "push" });
  const scenarios = useQuery(queries.scenarios(browserApi, { limit: 100 }));
  const origins = ORIGINS.map((value) => ({ value, text: ORIGIN_WORD[value], isDisabled: !available.includes(value) }));
  return (
    <>
      <Select
        size="dense"
        aria-label="Scenario"
        className="max-w-48"
        value={params.scenario ?? ""}
        onChange={(event) =>
          void setParams({ scenario: event.target.value === "" ? null : Number(event.target.value) })
        }
      >
        <option value="">All scenarios</option>
        {scenarios.data?.data.map((scenario) => (
          <option key={scenario.id} value={scenario.id}>
            {scenario.name}
          </option>
        ))}
      </Select>
      {shownOrigin === null ? null : (
        <Segmented
          label="Origin"
          options={origins}
          value={params.origin ?? shownOrigin}
          onChange={(origin) => void setParams({ origin })}
        />
      )}
      <Segmented
        label="Period"
        options={PERIOD_OPTIONS}
        value={params.period}
        onChange={(period) => void setParams({ period })}
      />
    </>
  );
}

"use client";

import type { ScenarioReport } from "@tfbench/contracts";
import { useQueryStates } from "nuqs";
import { Segmented } from "#components/segmented.tsx";
import { ORIGIN_WORD } from "#components/status-look.ts";
import { Select } from "#components/ui/select.tsx";
import { ORIGINS, PERIODS, scenarioParams } from "./search-params.ts";

const PERIOD_OPTIONS = PERIODS.map((value) => ({ value, text: value }));

/** Which runs the page is about; every choice stands in the address. */
export function ScenarioControls({ report }: { report: ScenarioReport | undefined }) {
  const [params, setParams] = useQueryStates(scenarioParams, { history: "push" });
  const available = report?.origins_available ?? [];
  const origins = ORIGINS.map((value) => ({ value, text: ORIGIN_WORD[value], isDisabled: !available.includes(value) }));
  const targets = report?.targets ?? [];
  return (
    <>
      {targets.length < 2 && params.target === null ? null : (
        <Select
          size="dense"
          aria-label="Target"
          className="max-w-48"
          value={params.target ?? ""}
          onChange={(event) =>
            void setParams({ target: event.target.value === "" ? null : Number(event.target.value) })
          }
        >
          <option value="">All targets</option>
          {targets.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
      {report === undefined || available.length === 0 ? null : (
        <Segmented
          label="Origin"
          options={origins}
          value={params.origin ?? report.origin}
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

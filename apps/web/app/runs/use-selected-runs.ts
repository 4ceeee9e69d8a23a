"use client";

import type { Client } from "@tfbench/client";
import { useMemo, useState } from "react";
import type { SelectedRuns } from "./selection/selected-runs.ts";

type Filter = Parameters<Client["listRunFacets"]>[0];
type Kept = { filterKey: string; keys: ReadonlySet<string>; isAll: boolean };

const NONE: ReadonlySet<string> = new Set();

/** What is selected holds over pages and sorts, and ends with the filter it was made under. */
export function useSelectedRuns(filter: Filter, matching: number | null, shown: readonly string[]) {
  const filterKey = JSON.stringify(filter);
  const [kept, setKept] = useState<Kept>({ filterKey, keys: NONE, isAll: false });
  const isCurrent = kept.filterKey === filterKey;
  const isAll = isCurrent && kept.isAll && matching !== null;
  const own = isCurrent ? kept.keys : NONE;
  // With all selected, every row in sight is; letting go of one makes it a choice of those in sight.
  const keys = useMemo(() => (isAll ? new Set([...own, ...shown]) : own), [isAll, own, shown]);
  const selected = selectionOf();
  function selectionOf(): SelectedRuns | null {
    if (isAll) return { kind: "all", filter, count: matching };
    return keys.size === 0 ? null : { kind: "some", ids: [...keys].map(Number) };
  }
  return {
    keys,
    selected,
    choose: (next: ReadonlySet<string>) => setKept({ filterKey, keys: next, isAll: false }),
    chooseAll: () => setKept({ filterKey, keys: own, isAll: true }),
    clear: () => setKept({ filterKey, keys: NONE, isAll: false }),
  };
}

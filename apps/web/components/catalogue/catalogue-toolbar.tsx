"use client";

import { debounce, useQueryStates } from "nuqs";
import { SearchField } from "#components/search-field.tsx";
import { Segmented } from "#components/segmented.tsx";
import { catalogueParams, type ARCHIVED } from "./catalogue-params.ts";

const TYPING_MS = 300;
const OPTIONS: readonly { value: (typeof ARCHIVED)[number]; text: string }[] = [
  { value: "exclude", text: "In use" },
  { value: "only", text: "Archived" },
  { value: "include", text: "All" },
];

export function CatalogueToolbar({ plural }: { plural: string }) {
  const [params, setParams] = useQueryStates(catalogueParams);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SearchField
        label={`Search ${plural}`}
        placeholder="Name"
        text={params.search}
        onChange={(search) => void setParams({ search, cursor: null }, { limitUrlUpdates: debounce(TYPING_MS) })}
      />
      <Segmented
        label={`Which ${plural}`}
        options={OPTIONS}
        value={params.archived}
        onChange={(archived) => void setParams({ archived, cursor: null }, { history: "push" })}
      />
    </div>
  );
}

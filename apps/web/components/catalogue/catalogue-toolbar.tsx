"use client";

import { Search } from "lucide-react";
import { debounce, useQueryStates } from "nuqs";
import { Segmented } from "#components/segmented.tsx";
import { Input } from "#components/ui/input.tsx";
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
      <label className="relative w-64 max-md:w-full">
        <Search
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-2 size-3.5 -translate-y-1/2 text-muted"
        />
        <Input
          type="search"
          aria-label={`Search ${plural}`}
          placeholder="Name"
          className="h-7 pl-7 text-meta"
          value={params.search}
          onChange={(event) =>
            void setParams({ search: event.target.value, cursor: null }, { limitUrlUpdates: debounce(TYPING_MS) })
          }
        />
      </label>
      <Segmented
        label={`Which ${plural}`}
        options={OPTIONS}
        value={params.archived}
        onChange={(archived) => void setParams({ archived, cursor: null }, { history: "push" })}
      />
    </div>
  );
}

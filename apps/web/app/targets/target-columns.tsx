"use client";

import type { Target } from "@tfbench/contracts";
import { AppLink } from "#components/app-link.tsx";
import type { DataColumn } from "#components/data-table.tsx";
import { PROVIDER_WORD } from "#components/providers/provider-word.ts";
import { Instant } from "#components/instant.tsx";
import { Button } from "#components/ui/button.tsx";
import { Menu, type MenuItem } from "#components/ui/menu.tsx";
import { sayPrice } from "./say-price.ts";

type Actions = { onEdit: (row: Target) => void; items: (row: Target) => readonly MenuItem[] };

const CHIP = "shrink-0 rounded-chip border px-1 text-caption whitespace-nowrap text-muted";
const MONO = "block max-w-44 truncate font-mono text-muted xl:max-w-48 min-[1600px]:max-w-80";

const NAME: DataColumn<Target> = {
  id: "name",
  header: "Target",
  cell: ({ row: { original: target } }) => (
    <div className="flex max-w-72 min-w-24 min-[1600px]:max-w-96 max-md:max-w-24 max-md:flex-wrap max-md:gap-1 max-md:py-1 items-center gap-2">
      <span className="truncate font-strong" title={target.name}>
        {target.name}
      </span>
      {target.is_default ? <span className={CHIP}>default</span> : null}
      {target.builtin === null ? null : <span className={CHIP}>built in</span>}
      <span className={CHIP}>{target.simulated ? "simulator" : "real"}</span>
    </div>
  ),
};

export const targetColumns = ({ onEdit, items }: Actions): DataColumn<Target>[] => [
  NAME,
  {
    id: "provider",
    header: "Provider",
    meta: { className: "whitespace-nowrap max-md:hidden" },
    accessorFn: (target) => PROVIDER_WORD[target.provider],
  },
  {
    id: "address",
    header: "Address",
    meta: { className: "max-md:hidden" },
    cell: ({ row }) => (
      <span className={MONO} title={row.original.base_url}>
        {row.original.base_url}
      </span>
    ),
  },
  {
    id: "credential",
    header: "Credential",
    meta: { className: "max-md:hidden" },
    cell: ({ row }) => (
      <span className={MONO} title={row.original.credential ?? "none"}>
        {row.original.credential ?? "none"}
      </span>
    ),
  },
  {
    id: "limit",
    header: "At a time",
    accessorFn: (target) => target.limits.max_in_flight ?? "no limit",
    meta: { isNumber: true, className: "max-md:hidden" },
  },
  {
    id: "price",
    header: "Price",
    cell: ({ row: { original: target } }) => {
      const said = sayPrice(target);
      return said === null ? (
        <span className="text-muted">not known</span>
      ) : (
        <span title={`Price version ${target.prices.version}`}>{said}</span>
      );
    },
    meta: { isNumber: true, className: "max-md:hidden" },
  },
  {
    id: "updated",
    header: "Changed",
    meta: { className: "max-[1600px]:hidden" },
    cell: ({ row }) => <Instant at={row.original.updated_at} />,
  },
  {
    id: "actions",
    header: "Actions",
    // What is done with a row stays in sight however long its names are.
    meta: { isNumber: true, className: "md:sticky md:right-0 [td&]:bg-inherit" },
    cell: ({ row: { original: target } }) => (
      <span className="inline-flex gap-1 py-0.5">
        <Button asChild size="dense" variant="quiet">
          <AppLink href={`/runs?target=${target.id}`}>Show runs</AppLink>
        </Button>
        <Button size="dense" onClick={() => onEdit(target)}>
          Edit
        </Button>
        <Menu label={`More for ${target.name}`} items={items(target)} />
      </span>
    ),
  },
];

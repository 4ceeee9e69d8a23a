"use client";

import type { Automation } from "@tfbench/contracts";
import { AppLink } from "#components/app-link.tsx";
import { NameCell } from "#components/catalogue/name-cell.tsx";
import type { DataColumn } from "#components/data-table.tsx";
import { PROVIDER_WORD } from "#components/providers/provider-word.ts";
import { Instant } from "#components/instant.tsx";
import { Button } from "#components/ui/button.tsx";
import { Menu, type MenuItem } from "#components/ui/menu.tsx";

type Actions = { onEdit: (row: Automation) => void; items: (row: Automation) => readonly MenuItem[] };

export const automationColumns = ({ onEdit, items }: Actions): DataColumn<Automation>[] => [
  {
    id: "name",
    header: "Automation",
    cell: ({ row }) => (
      <NameCell name={row.original.name} description={row.original.description} className="max-md:max-w-36" />
    ),
  },
  {
    id: "provider",
    header: "Provider",
    meta: { className: "max-md:hidden" },
    accessorFn: (automation) => PROVIDER_WORD[automation.provider],
  },
  {
    id: "variables",
    header: "Asks for",
    meta: { className: "max-md:hidden" },
    cell: ({ row }) => (
      <span className="font-mono text-muted">
        {row.original.variables.length === 0 ? "-" : row.original.variables.join(", ")}
      </span>
    ),
  },
  {
    id: "label",
    header: "TinyFish id",
    meta: { className: "max-md:hidden" },
    cell: ({ row }) => <span className="font-mono text-muted">{row.original.tinyfish_automation_id ?? "-"}</span>,
  },
  {
    id: "updated",
    header: "Changed",
    meta: { className: "max-md:hidden" },
    cell: ({ row }) => <Instant at={row.original.updated_at} />,
  },
  {
    id: "actions",
    header: "Actions",
    meta: { isNumber: true },
    cell: ({ row: { original: automation } }) => (
      <span className="inline-flex gap-1 py-0.5">
        <Button asChild size="dense" variant="quiet">
          <AppLink href={`/runs?automation=${automation.id}`}>Show runs</AppLink>
        </Button>
        <Button size="dense" onClick={() => onEdit(automation)}>
          Edit
        </Button>
        <Menu label={`More for ${automation.name}`} items={items(automation)} />
      </span>
    ),
  },
];

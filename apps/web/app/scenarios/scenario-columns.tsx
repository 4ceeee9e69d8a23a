"use client";

import type { ListedScenario } from "@tfbench/contracts";
import { Play } from "lucide-react";
import { AppLink } from "#components/app-link.tsx";
import { NameCell } from "#components/catalogue/name-cell.tsx";
import type { DataColumn } from "#components/data-table.tsx";
import { Instant } from "#components/instant.tsx";
import { Button } from "#components/ui/button.tsx";
import { Menu, type MenuItem } from "#components/ui/menu.tsx";
import { LastBatch, LastBatchBar } from "./last-batch.tsx";

type Actions = {
  /** The scenario whose trigger is on its way. */
  sendingId: number | null;
  onTrigger: (row: ListedScenario) => void;
  onTriggerMany: (row: ListedScenario) => void;
  items: (row: ListedScenario) => readonly MenuItem[];
};

const settingsText = ({ run_settings: settings }: ListedScenario) =>
  `${settings.transport === "sse" ? "stream" : "polling"}, ${settings.concurrency} at a time, guards ${settings.guards}`;

/** Which scenario it is, and how it went. */
const NAMES: readonly DataColumn<ListedScenario>[] = [
  {
    id: "name",
    header: "Scenario",
    cell: ({ row: { original: scenario } }) => (
      <AppLink href={`/scenarios/${scenario.id}`} className="block underline-offset-2 hover:underline">
        <NameCell {...scenario} />
        {/* On a phone the column of its own would push the actions out of sight. */}
        <span className="block max-w-24 pb-1 md:hidden">
          <LastBatchBar batch={scenario.last_batch} />
        </span>
      </AppLink>
    ),
  },
  {
    id: "last",
    header: "Last batch",
    meta: { className: "max-md:hidden" },
    cell: ({ row }) => <LastBatch batch={row.original.last_batch} />,
  },
  {
    id: "automation",
    header: "Automation",
    // Under 1,400 px it would push the target under the actions; its scenario's page names it.
    meta: { className: "max-[1400px]:hidden" },
    cell: ({ row: { original: scenario } }) => (
      <AppLink
        href={`/automations?edit=${scenario.automation_id}`}
        className="block max-w-40 truncate underline underline-offset-2"
        title={scenario.automation_name}
      >
        {scenario.automation_name}
      </AppLink>
    ),
  },
  {
    id: "target",
    header: "Target",
    meta: { className: "max-md:hidden" },
    cell: ({ row: { original: scenario } }) => (
      <span className="block max-w-40 truncate text-muted" title={scenario.target_name}>
        {scenario.target_name}
        {scenario.target_id === null ? " (default)" : ""}
      </span>
    ),
  },
  {
    id: "settings",
    header: "Run settings",
    // Under 1,600 px there is room for the actions or for this.
    meta: { className: "max-[1600px]:hidden" },
    cell: ({ row }) => <span className="whitespace-nowrap text-muted">{settingsText(row.original)}</span>,
  },
  {
    id: "updated",
    header: "Changed",
    meta: { className: "max-[1600px]:hidden" },
    cell: ({ row }) => <Instant at={row.original.updated_at} />,
  },
];

export const scenarioColumns = ({
  sendingId,
  onTrigger,
  onTriggerMany,
  items,
}: Actions): DataColumn<ListedScenario>[] => [
  ...NAMES,
  {
    id: "actions",
    header: "Actions",
    // What is done with a row stays in sight however long its names are.
    meta: { isNumber: true, className: "md:sticky md:right-0 [td&]:bg-inherit" },
    cell: ({ row: { original: scenario } }) => (
      <span className="inline-flex gap-1 py-0.5">
        {scenario.archived_at === null ? (
          <>
            <Button
              size="dense"
              variant="primary"
              disabled={sendingId === scenario.id}
              onClick={() => onTrigger(scenario)}
            >
              <Play aria-hidden /> Trigger run
            </Button>
            <Button size="dense" onClick={() => onTriggerMany(scenario)}>
              Run xN
            </Button>
          </>
        ) : (
          <span className="self-center text-muted">archived</span>
        )}
        <Menu label={`More for ${scenario.name}`} items={items(scenario)} />
      </span>
    ),
  },
];

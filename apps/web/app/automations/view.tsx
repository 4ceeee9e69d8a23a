"use client";

import { useQuery } from "@tanstack/react-query";
import type { Automation } from "@tfbench/contracts";
import { browserApi } from "#api/browser-api.ts";
import { queries } from "#api/queries.ts";
import { CatalogueDialogs, type FormStart } from "#components/catalogue/catalogue-dialogs.tsx";
import { CataloguePage } from "#components/catalogue/catalogue-page.tsx";
import { useCatalogue } from "#components/catalogue/use-catalogue.ts";
import { ErrorState } from "#components/error-state.tsx";
import { automationColumns } from "./automation-columns.tsx";
import { AutomationDialog } from "./automation-dialog.tsx";
import { draftOf, EMPTY_DRAFT } from "./prepare.ts";

const AutomationForm = ({ id, row, onClose }: FormStart<Automation>) => (
  <AutomationDialog id={id} initial={row === null ? EMPTY_DRAFT : draftOf(row)} onClose={onClose} />
);

const setArchived = (id: number, archived: boolean) => browserApi.updateAutomation({ id, archived });

export function AutomationsView() {
  const { input, rowId, items, edit, close, restoreError } = useCatalogue({ noun: "automation", setArchived });
  const list = useQuery(queries.automations(browserApi, input));
  const asked = useQuery({
    ...queries.automation(browserApi, rowId ?? 0),
    enabled: rowId !== null,
    initialData: () => list.data?.data.find(({ id }) => id === rowId),
  });
  const rowError = asked.error ?? restoreError;
  return (
    <>
      <CataloguePage
        noun="automation"
        lead="The work asked of a provider: a web-agent goal with its address, or a prompt with its model."
        emptyText="Create one from a template: a goal for an agent, or a chat for an endpoint. Scenarios then make it measurable."
        list={list}
        columns={automationColumns({ onEdit: edit, items })}
      >
        {rowError === null ? null : <ErrorState error={rowError} />}
      </CataloguePage>
      <CatalogueDialogs
        noun="automation"
        row={asked.data}
        Form={AutomationForm}
        onDelete={(id) => browserApi.deleteAutomation({ id })}
        onArchive={(id) => setArchived(id, true)}
        onClose={close}
      />
    </>
  );
}

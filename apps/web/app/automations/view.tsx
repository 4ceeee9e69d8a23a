"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { browserApi } from "#api/browser-api.ts";
import { queries } from "#api/queries.ts";
import { CataloguePage } from "#components/catalogue/catalogue-page.tsx";
import { catalogueInput, catalogueParams, NO_DIALOG } from "#components/catalogue/catalogue-params.ts";
import { RemoveDialog } from "#components/catalogue/remove-dialog.tsx";
import { ErrorState } from "#components/error-state.tsx";
import { automationColumns } from "./automation-columns.tsx";
import { AutomationDialog } from "./automation-dialog.tsx";
import { draftOf, EMPTY_DRAFT } from "./prepare.ts";

const archive = (archived: boolean) => (id: number) => browserApi.updateAutomation({ id, archived });

export function AutomationsView() {
  const [params, setParams] = useQueryStates(catalogueParams, { history: "push" });
  const list = useQuery(queries.automations(browserApi, catalogueInput(params)));
  const rowId = params.edit ?? params.copy ?? params.remove;
  const asked = useQuery({
    ...queries.automation(browserApi, rowId ?? 0),
    enabled: rowId !== null,
    initialData: () => list.data?.data.find((each) => each.id === rowId),
  });
  const row = asked.data;
  const queryClient = useQueryClient();
  const restore = useMutation({
    mutationFn: archive(false),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["automations"] }),
  });
  const close = () => void setParams(NO_DIALOG);

  const columns = automationColumns({
    onEdit: ({ id }) => void setParams({ edit: id }),
    items: ({ id, archived_at: archivedAt }) => [
      { text: "Duplicate", onChoose: () => void setParams({ copy: id }) },
      ...(archivedAt === null ? [] : [{ text: "Restore", onChoose: () => restore.mutate(id) }]),
      { text: "Delete or archive", isDangerous: true, onChoose: () => void setParams({ remove: id }) },
    ],
  });

  return (
    <>
      <CataloguePage
        noun="automation"
        lead="The work asked of a provider: a web-agent goal with its address and options."
        emptyText="Create one: a request with a web address and a goal. Scenarios then make it measurable."
        list={list}
        columns={columns}
      >
        {asked.error === null ? null : <ErrorState error={asked.error} />}
      </CataloguePage>
      {params.create === null ? null : <AutomationDialog id={null} initial={EMPTY_DRAFT} onClose={close} />}
      {params.edit !== null && row !== undefined ? (
        <AutomationDialog key={row.id} id={row.id} initial={draftOf(row)} onClose={close} />
      ) : null}
      {params.copy !== null && row !== undefined ? (
        <AutomationDialog
          key={row.id}
          id={null}
          initial={{ ...draftOf(row), name: `${row.name} copy` }}
          onClose={close}
        />
      ) : null}
      {params.remove !== null && row !== undefined ? (
        <RemoveDialog
          noun="automation"
          row={row}
          queryKey="automations"
          onDelete={(id) => browserApi.deleteAutomation({ id })}
          onArchive={archive(true)}
          onClose={close}
        />
      ) : null}
    </>
  );
}

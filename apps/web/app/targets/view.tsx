"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import { browserApi } from "#api/browser-api.ts";
import { queries } from "#api/queries.ts";
import { CataloguePage } from "#components/catalogue/catalogue-page.tsx";
import { catalogueInput, catalogueParams, NO_DIALOG } from "#components/catalogue/catalogue-params.ts";
import { RemoveDialog } from "#components/catalogue/remove-dialog.tsx";
import { ErrorState } from "#components/error-state.tsx";
import { targetColumns } from "./target-columns.tsx";
import { TargetDialog } from "./target-dialog.tsx";
import { draftOf, EMPTY_DRAFT } from "./prepare.ts";

const archive = (archived: boolean) => (id: number) => browserApi.updateTarget({ id, archived });

export function TargetsView() {
  const [params, setParams] = useQueryStates(catalogueParams, { history: "push" });
  const list = useQuery(queries.targets(browserApi, catalogueInput(params)));
  const rowId = params.edit ?? params.copy ?? params.remove;
  const asked = useQuery({
    ...queries.target(browserApi, rowId ?? 0),
    enabled: rowId !== null,
    initialData: () => list.data?.data.find((each) => each.id === rowId),
  });
  const row = asked.data;
  const queryClient = useQueryClient();
  const restore = useMutation({
    mutationFn: archive(false),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["targets"] }),
  });
  const close = () => void setParams(NO_DIALOG);

  const columns = targetColumns({
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
        noun="target"
        lead="Where runs are sent: an address with its credential, limits and prices."
        emptyText="Create one with the address of the service and the name of the variable that holds its key."
        list={list}
        columns={columns}
      >
        {asked.error === null ? null : <ErrorState error={asked.error} />}
      </CataloguePage>
      {params.create === null ? null : <TargetDialog id={null} initial={EMPTY_DRAFT} onClose={close} />}
      {params.edit !== null && row !== undefined ? (
        <TargetDialog key={row.id} id={row.id} initial={draftOf(row)} onClose={close} />
      ) : null}
      {params.copy !== null && row !== undefined ? (
        <TargetDialog
          key={row.id}
          id={null}
          initial={{ ...draftOf(row), name: `${row.name} copy`, is_default: false }}
          onClose={close}
        />
      ) : null}
      {params.remove !== null && row !== undefined ? (
        <RemoveDialog
          noun="target"
          row={row}
          queryKey="targets"
          onDelete={(id) => browserApi.deleteTarget({ id })}
          onArchive={archive(true)}
          onClose={close}
        />
      ) : null}
    </>
  );
}

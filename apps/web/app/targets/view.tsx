"use client";

import { useQuery } from "@tanstack/react-query";
import type { Target } from "@tfbench/contracts";
import { browserApi } from "#api/browser-api.ts";
import { queries } from "#api/queries.ts";
import { CatalogueDialogs, type FormStart } from "#components/catalogue/catalogue-dialogs.tsx";
import { CataloguePage } from "#components/catalogue/catalogue-page.tsx";
import { useCatalogue } from "#components/catalogue/use-catalogue.ts";
import { ErrorState } from "#components/error-state.tsx";
import { draftOf, EMPTY_DRAFT } from "./prepare.ts";
import { targetColumns } from "./target-columns.tsx";
import { TargetDialog } from "./target-dialog.tsx";

const TargetForm = ({ id, row, onClose }: FormStart<Target>) => (
  <TargetDialog
    id={id}
    initial={row === null ? EMPTY_DRAFT : { ...draftOf(row), is_default: row.is_default && id !== null }}
    onClose={onClose}
  />
);

const setArchived = (id: number, archived: boolean) => browserApi.updateTarget({ id, archived });

export function TargetsView() {
  const { input, rowId, items, edit, close, restoreError } = useCatalogue({ noun: "target", setArchived });
  const list = useQuery(queries.targets(browserApi, input));
  const asked = useQuery({
    ...queries.target(browserApi, rowId ?? 0),
    enabled: rowId !== null,
    initialData: () => list.data?.data.find(({ id }) => id === rowId),
  });
  const rowError = asked.error ?? restoreError;
  return (
    <>
      <CataloguePage
        noun="target"
        lead="Where runs are sent: an address with its credential, limits and prices."
        emptyText="Create one with the address of the service and the name of the variable that holds its key."
        list={list}
        columns={targetColumns({ onEdit: edit, items })}
      >
        {rowError === null ? null : <ErrorState error={rowError} />}
      </CataloguePage>
      <CatalogueDialogs
        noun="target"
        row={asked.data}
        Form={TargetForm}
        onDelete={(id) => browserApi.deleteTarget({ id })}
        onArchive={(id) => setArchived(id, true)}
        onClose={close}
      />
    </>
  );
}

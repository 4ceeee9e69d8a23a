"use client";

import { useQueryStates } from "nuqs";
import type { ComponentType } from "react";
import { catalogueParams } from "./catalogue-params.ts";
import { copyName } from "./copy-name.ts";
import { ImportDialog } from "./import/import-dialog.tsx";
import { RemoveDialog } from "./remove-dialog.tsx";
import type { CatalogueNoun } from "./use-catalogue.ts";

/** What a form begins with: nothing, a row to change, or a row to make another one of. */
export type FormStart<Row> = { id: number | null; row: Row | null; onClose: () => void };

type CatalogueDialogsProps<Row> = {
  noun: CatalogueNoun;
  row: Row | undefined;
  Form: ComponentType<FormStart<Row>>;
  onDelete: (id: number) => Promise<unknown>;
  onArchive: (id: number) => Promise<unknown>;
  onClose: () => void;
};

/** The dialog that the address names. */
export function CatalogueDialogs<Row extends { id: number; name: string }>({
  noun,
  row,
  Form,
  onDelete,
  onArchive,
  onClose,
}: CatalogueDialogsProps<Row>) {
  const [params] = useQueryStates(catalogueParams);
  if (params.create !== null) return <Form key="new" id={null} row={null} onClose={onClose} />;
  if (params.import !== null) return <ImportDialog onClose={onClose} />;
  if (row === undefined) return null;
  if (params.edit !== null) return <Form key={row.id} id={row.id} row={row} onClose={onClose} />;
  if (params.copy !== null)
    return <Form key={`copy ${row.id}`} id={null} row={{ ...row, name: copyName(row.name) }} onClose={onClose} />;
  if (params.remove === null) return null;
  return (
    <RemoveDialog
      noun={noun}
      row={row}
      queryKey={`${noun}s`}
      onDelete={onDelete}
      onArchive={onArchive}
      onClose={onClose}
    />
  );
}

"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useQueryStates } from "nuqs";
import type { MenuItem } from "#components/ui/menu.tsx";
import { catalogueInput, catalogueParams, NO_DIALOG } from "./catalogue-params.ts";
import { exportAddress } from "./export-address.ts";

type CatalogueRow = { id: number; archived_at: string | null };
export type CatalogueNoun = "automation" | "scenario" | "target";
type Options = { noun: CatalogueNoun; setArchived: (id: number, archived: boolean) => Promise<unknown> };

/** What the pages of automations, scenarios and targets do with the address: which rows, and which dialog about which row. */
export function useCatalogue({ noun, setArchived }: Options) {
  const [params, setParams] = useQueryStates(catalogueParams, { history: "push" });
  const queryClient = useQueryClient();
  const restore = useMutation({
    mutationFn: (id: number) => setArchived(id, false),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: [`${noun}s`] }),
  });
  const items = ({ id, archived_at: archivedAt }: CatalogueRow): MenuItem[] => [
    { text: "Duplicate", onChoose: () => void setParams({ copy: id }) },
    { text: "Export as YAML", onChoose: () => location.assign(exportAddress({ noun, id })) },
    ...(archivedAt === null ? [] : [{ text: "Restore", onChoose: () => restore.mutate(id) }]),
    { text: "Delete or archive", isDangerous: true, onChoose: () => void setParams({ remove: id }) },
  ];
  return {
    input: catalogueInput(params),
    /** The row that a dialog is about. */
    rowId: params.edit ?? params.copy ?? params.remove,
    items,
    edit: ({ id }: CatalogueRow) => void setParams({ edit: id }),
    /** Instead of the dialog's entry: Back must not lead into a form that was sent or given up. */
    close: () => void setParams(NO_DIALOG, { history: "replace" }),
    restoreError: restore.error,
  };
}

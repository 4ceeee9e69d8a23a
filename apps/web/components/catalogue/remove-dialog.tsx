"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ApiProblem } from "@tfbench/client";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";

type RemoveDialogProps = {
  noun: string;
  row: { id: number; name: string };
  /** First part of the keys of the lists that show the row. */
  queryKey: string;
  onDelete: (id: number) => Promise<unknown>;
  onArchive: (id: number) => Promise<unknown>;
  onClose: () => void;
};

/** Deletes for good, or archives what others still hang on. */
export function RemoveDialog({ noun, row, queryKey, onDelete, onArchive, onClose }: RemoveDialogProps) {
  const queryClient = useQueryClient();
  const settle = { onSuccess: () => void queryClient.invalidateQueries({ queryKey: [queryKey] }).then(onClose) };
  const remove = useMutation({ mutationFn: () => onDelete(row.id), ...settle });
  const archive = useMutation({ mutationFn: () => onArchive(row.id), ...settle });
  const isHeld = remove.error instanceof ApiProblem && remove.error.code === "has_dependents";
  const failed = archive.error ?? remove.error;
  return (
    <Dialog title={`Delete ${noun} "${row.name}"?`} onClose={onClose}>
      <div className="flex flex-col gap-2 px-4 py-3">
        {failed === null ? (
          <p>It is deleted for good. Archiving only takes it out of the lists; what was measured with it stays.</p>
        ) : (
          <p role="alert" className="break-words text-bad">
            {failed.message}
          </p>
        )}
        {!isHeld && failed instanceof ApiProblem && failed.hint !== null ? (
          <p className="text-muted">{failed.hint}</p>
        ) : null}
        {isHeld ? (
          <p className="text-muted">Archive it instead: it leaves the lists, and what was measured with it stays.</p>
        ) : null}
      </div>
      <footer className="flex flex-wrap justify-end gap-2 border-t px-4 py-3">
        <Button onClick={onClose}>Keep it</Button>
        <Button
          variant={isHeld ? "primary" : "secondary"}
          disabled={archive.isPending}
          onClick={() => archive.mutate()}
        >
          Archive {noun}
        </Button>
        {isHeld ? null : (
          <Button variant="danger" disabled={remove.isPending} onClick={() => remove.mutate()}>
            Delete {noun}
          </Button>
        )}
      </footer>
    </Dialog>
  );
}

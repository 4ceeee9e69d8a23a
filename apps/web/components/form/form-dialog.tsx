"use client";

import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { FormProblems } from "./form-problems.tsx";

type FormDialogProps = {
  title: string;
  description?: string;
  submitText: string;
  isSending: boolean;
  canSubmit?: boolean;
  problems: readonly string[];
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
};

/** A form in a dialog. What was typed stays until it was accepted. */
export function FormDialog({
  title,
  description,
  submitText,
  isSending,
  canSubmit = true,
  problems,
  onSubmit,
  onClose,
  children,
}: FormDialogProps) {
  return (
    <Dialog title={title} onClose={onClose} {...(description === undefined ? {} : { description })}>
      <form
        noValidate
        className="flex min-h-0 flex-1 flex-col"
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto px-4 py-3">
          <FormProblems messages={problems} />
          {children}
        </div>
        <footer className="flex justify-end gap-2 border-t px-4 py-3">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={isSending || !canSubmit}>
            {isSending ? "Sending" : submitText}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}

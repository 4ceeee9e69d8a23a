"use client";

import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { FormProblems } from "./form-problems.tsx";
import { useUnsaved } from "./use-unsaved.ts";

type FormDialogProps = {
  title: string;
  description?: string;
  submitText: string;
  isSending: boolean;
  canSubmit?: boolean;
  /** Whether anything was typed that closing would lose. */
  isChanged?: boolean;
  problems: readonly string[];
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
};

/** A form in a dialog. What was typed stays until it was accepted, or given up on purpose. */
export function FormDialog(props: FormDialogProps) {
  const {
    title,
    description,
    submitText,
    isSending,
    canSubmit = true,
    isChanged = false,
    problems,
    onSubmit,
    onClose,
  } = props;
  const { isAsked, askToClose, keep } = useUnsaved({ isChanged, onClose });
  return (
    <Dialog title={title} onClose={askToClose} {...(description === undefined ? {} : { description })}>
      <form
        noValidate
        className="flex min-h-0 flex-1 flex-col"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isSending && canSubmit) onSubmit();
        }}
      >
        <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto px-4 py-3">
          <FormProblems messages={problems} />
          {props.children}
        </div>
        <footer className="flex flex-wrap items-center justify-end gap-2 border-t px-4 py-3">
          {isAsked ? (
            <div role="alertdialog" aria-label="Unsaved changes" className="flex flex-wrap items-center gap-2">
              <p className="text-warn">What you typed is not saved.</p>
              <Button autoFocus onClick={keep}>
                Keep editing
              </Button>
              <Button variant="danger" onClick={onClose}>
                Discard changes
              </Button>
            </div>
          ) : (
            <>
              <Button onClick={askToClose}>Cancel</Button>
              <Button type="submit" variant="primary" disabled={isSending || !canSubmit}>
                {isSending ? "Sending" : submitText}
              </Button>
            </>
          )}
        </footer>
      </form>
    </Dialog>
  );
}

"use client";

import { useEffect, useEffectEvent, useRef, type ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { FormProblems } from "./form-problems.tsx";
import { useUnsaved } from "./use-unsaved.ts";

type FormDialogProps = {
  title: string;
  description?: string;
  submitText: string;
  closeText?: string;
  isSending: boolean;
  canSubmit?: boolean;
  /** What is still to do before it can be sent; said beside the button that waits for it. */
  obstacle?: string | null;
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
    closeText = "Cancel",
    isSending,
    canSubmit = true,
    obstacle = null,
    isChanged = false,
    problems,
    onSubmit,
    onClose,
  } = props;
  const isReady = canSubmit && obstacle === null;
  const { isAsked, askToClose, keep, discard } = useUnsaved({ isChanged, onClose });
  const form = useShownProblems(isSending, problems);
  return (
    <Dialog title={title} onClose={askToClose} {...(description === undefined ? {} : { description })}>
      <form
        ref={form}
        noValidate
        className="flex min-h-0 flex-1 flex-col"
        onSubmit={(event) => {
          event.preventDefault();
          const unread = event.currentTarget.querySelector<HTMLInputElement>("input:invalid");
          if (unread !== null) unread.focus();
          else if (!isSending && isReady) onSubmit();
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
              <Button variant="danger" onClick={discard}>
                Discard changes
              </Button>
            </div>
          ) : (
            <>
              {obstacle === null ? null : <p className="mr-auto min-w-0 text-meta text-muted">{obstacle}</p>}
              <Button onClick={askToClose}>{closeText}</Button>
              <Button type="submit" variant="primary" disabled={isSending || !isReady}>
                {isSending ? "Sending" : submitText}
              </Button>
            </>
          )}
        </footer>
      </form>
    </Dialog>
  );
}

/** Once an answer is there, leads to the first field that it is about, which may be out of sight. */
function useShownProblems(isSending: boolean, problems: readonly string[]) {
  const form = useRef<HTMLFormElement>(null);
  const show = useEffectEvent(() => {
    if (isSending || problems.length === 0) return;
    const first = form.current?.querySelector<HTMLElement>("[aria-invalid=true]");
    first?.focus();
    (first ?? form.current?.querySelector("[role=alert]"))?.scrollIntoView({ block: "nearest" });
  });
  useEffect(() => show(), [isSending]);
  return form;
}

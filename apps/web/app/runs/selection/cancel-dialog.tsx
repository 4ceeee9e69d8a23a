"use client";

import { FormDialog } from "#components/form/form-dialog.tsx";
import { countOf } from "#format/count-of.ts";

/** Cancelling cannot be taken back, so it is asked once. */
export function CancelDialog({
  count,
  onCancel,
  onClose,
}: {
  count: number;
  onCancel: () => void;
  onClose: () => void;
}) {
  return (
    <FormDialog
      title={`Cancel ${countOf(count, "run")}`}
      description="Queued runs end at once, running ones are asked to stop. Those that have ended stay as they are."
      submitText={`Cancel ${countOf(count, "run")}`}
      closeText={count === 1 ? "Keep it" : "Keep them"}
      isSending={false}
      problems={[]}
      onSubmit={onCancel}
      onClose={onClose}
    >
      <p>What was measured so far is kept.</p>
    </FormDialog>
  );
}

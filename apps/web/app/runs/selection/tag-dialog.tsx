"use client";

import type { RunFacets } from "@tfbench/contracts";
import { useState } from "react";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { countOf } from "#format/count-of.ts";
import { readTags } from "./read-tags.ts";

type TagDialogProps = {
  count: number;
  known: RunFacets["tag"]["values"];
  onTag: (change: { add: string[]; remove: string[] }) => void;
  onClose: () => void;
};

/** Which tags the selected runs get, and which they lose. */
export function TagDialog({ count, known, onTag, onClose }: TagDialogProps) {
  const [addText, setAddText] = useState("");
  const [removeText, setRemoveText] = useState("");
  const [add, remove] = [readTags(addText), readTags(removeText)];
  const hasNothing = add.tags.length + remove.tags.length === 0;
  const hint = known.length === 0 ? undefined : `In use: ${known.map(({ value }) => value).join(", ")}`;
  return (
    <FormDialog
      title={`Tag ${countOf(count, "run")}`}
      description="Tags find runs again; nothing that was measured changes."
      submitText={`Tag ${countOf(count, "run")}`}
      isSending={false}
      canSubmit={!hasNothing && add.problem === null && remove.problem === null}
      problems={[]}
      onSubmit={() => onTag({ add: add.tags, remove: remove.tags })}
      onClose={onClose}
    >
      <TextField
        label="Add tags, with commas between them"
        text={addText}
        errors={add.problem === null ? [] : [add.problem]}
        hint={hint}
        isFirst
        onChange={setAddText}
      />
      <TextField
        label="Remove tags, with commas between them"
        text={removeText}
        errors={remove.problem === null ? [] : [remove.problem]}
        onChange={setRemoveText}
      />
    </FormDialog>
  );
}

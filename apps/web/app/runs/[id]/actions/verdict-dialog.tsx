"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Run, SetVerdict } from "@tfbench/contracts";
import { useState } from "react";
import { browserApi } from "#api/browser-api.ts";
import { ChoiceField } from "#components/form/choice-field.tsx";
import { fieldErrors } from "#components/form/field-errors.ts";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { Button } from "#components/ui/button.tsx";
import { prepareVerdict } from "./prepare-verdict.ts";

/** A person's verdict on the run, kept beside the automatic one, which it never changes. */
export function VerdictDialog({ run, onClose }: { run: Run; onClose: () => void }) {
  const [goal, setGoal] = useState<SetVerdict["goal"]>(run.verdict?.goal ?? "passed");
  const { label, goals, options } = prepareVerdict(run);
  const [note, setNote] = useState(run.verdict?.note ?? "");
  const queryClient = useQueryClient();
  const said = {
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ["runs"] });
      onClose();
    },
  };
  const judge = useMutation({
    mutationFn: () => browserApi.setRunVerdict({ id: run.id, goal, ...(note.trim() === "" ? {} : { note }) }),
    ...said,
  });
  const remove = useMutation({ mutationFn: () => browserApi.clearRunVerdict({ id: run.id }), ...said });
  const errors = fieldErrors(judge.error ?? remove.error, ["goal", "note"]);
  return (
    <FormDialog
      title={`Judge run ${run.id}`}
      description="Your verdict stands beside the automatic one and changes no figure."
      submitText="Save verdict"
      isSending={judge.isPending || remove.isPending}
      problems={errors.rest}
      onSubmit={() => judge.mutate()}
      onClose={onClose}
    >
      <ChoiceField
        label={label}
        options={options}
        value={goal}
        errors={errors.of("goal")}
        onChange={(value) => setGoal(goals.find((each) => each === value) ?? goal)}
      />
      <TextField label="Why" text={note} isLong errors={errors.of("note")} onChange={setNote} />
      {run.verdict === null ? null : (
        <Button variant="danger" className="self-start" disabled={remove.isPending} onClick={() => remove.mutate()}>
          Remove verdict
        </Button>
      )}
    </FormDialog>
  );
}

"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { browserApi } from "#api/browser-api.ts";
import { CodeArea, type CodeHandle } from "#components/form/code-area.tsx";
import type { CodeProblem } from "#components/form/editor/code-problem.ts";
import { fieldErrors } from "#components/form/field-errors.ts";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { FormField } from "#components/form/form-field.tsx";
import { ImportFile } from "./import-file.tsx";
import { ImportPreview } from "./import-preview.tsx";
import { ImportProblems } from "./import-problems.tsx";
import { hasChanges, importText, problemsOf } from "./prepare-import.ts";

const NOUNS = ["targets", "automations", "scenarios"];
const NONE: readonly CodeProblem[] = [];
const loadEditor = () =>
  import("#components/form/yaml/mount-yaml-editor.ts").then(({ mountYamlEditor }) => mountYamlEditor);

type Sending = { yaml: string; dry_run: boolean };

/** Brings in targets, automations and scenarios from a file. What it would do is seen before it is done. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState("");
  const [unreadable, setUnreadable] = useState(NONE);
  const editor = useRef<CodeHandle>(null);
  const queryClient = useQueryClient();
  const send = useMutation({
    mutationFn: (sending: Sending) => browserApi.importCatalogue(sending),
    onSuccess: async ({ dry_run: isDry }) => {
      if (isDry) return;
      await Promise.all(NOUNS.map((noun) => queryClient.invalidateQueries({ queryKey: [noun] })));
    },
  });
  const change = (next: string) => {
    setText(next);
    send.reset();
  };
  const check = (yaml: string) => send.mutate({ yaml, dry_run: true });
  const isDone = send.data?.dry_run === false;
  const checked = send.data?.dry_run === true ? send.data : null;
  const refused = problemsOf(send.error);
  const problems = refused.length > 0 ? refused : unreadable.map((each) => ({ ...each, path: "" }));

  return (
    <FormDialog
      title="Import YAML"
      description="Creates what has a new name and changes what has a known one: all of it, or nothing."
      submitText={checked === null ? "Check file" : importText(checked)}
      closeText={isDone ? "Close" : "Cancel"}
      isSending={send.isPending}
      canSubmit={text.trim() !== "" && !isDone && (checked === null || hasChanges(checked))}
      isChanged={text.trim() !== "" && !isDone}
      problems={send.error === null ? [] : fieldErrors(send.error, []).whole}
      onSubmit={() => (checked === null ? check(text) : send.mutate({ yaml: text, dry_run: false }))}
      onClose={onClose}
    >
      <ImportFile
        onTake={(taken) => {
          change(taken);
          check(taken);
        }}
      >
        <FormField
          label="Content"
          hint={
            <>
              A file that Export YAML wrote, or one of your own. It can be dropped here.{" "}
              <span className="sr-only">Tab moves to the next field; F8 goes to the next problem.</span>
            </>
          }
        >
          {(control) => (
            <CodeArea
              ref={editor}
              control={{ ...control, "aria-invalid": problems.length > 0 }}
              text={text}
              rows={12}
              load={loadEditor}
              given={refused}
              onChange={change}
              onProblems={setUnreadable}
            />
          )}
        </FormField>
      </ImportFile>
      <ImportProblems problems={problems} onShow={(place) => editor.current?.reveal(place)} />
      {send.data === undefined ? null : <ImportPreview imported={send.data} />}
    </FormDialog>
  );
}

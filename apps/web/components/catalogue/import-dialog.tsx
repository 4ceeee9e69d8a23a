"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ApiProblem } from "@tfbench/client";
import type { CatalogueProblem, ImportedCatalogue } from "@tfbench/contracts";
import { useState } from "react";
import { browserApi } from "#api/browser-api.ts";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { FormField } from "#components/form/form-field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { Button } from "#components/ui/button.tsx";
import { importSentences, problemsOf } from "./prepare-import.ts";

const NOUNS = ["targets", "automations", "scenarios"];

/** Brings in targets, automations and scenarios from a file; what it would do can be seen first. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState("");
  const queryClient = useQueryClient();
  const send = useMutation({
    mutationFn: ({ dry_run }: { dry_run: boolean }) => browserApi.importCatalogue({ yaml: text, dry_run }),
    onSuccess: async ({ dry_run: isDry }) => {
      if (isDry) return;
      await Promise.all(NOUNS.map((noun) => queryClient.invalidateQueries({ queryKey: [noun] })));
    },
  });
  const change = (next: string) => {
    setText(next);
    send.reset();
  };
  const isDone = send.data?.dry_run === false;
  const problems = problemsOf(send.error);
  return (
    <FormDialog
      title="Import YAML"
      description="Creates what has a new name and changes what has a known one: all of it, or nothing."
      submitText="Import file"
      isSending={send.isPending}
      canSubmit={text.trim() !== "" && !isDone}
      isChanged={text.trim() !== "" && !isDone}
      problems={send.error === null ? [] : [send.error.message, ...hintOf(send.error)]}
      onSubmit={() => send.mutate({ dry_run: false })}
      onClose={onClose}
    >
      <FormField label="File">
        {(control) => (
          <Input
            {...control}
            type="file"
            accept=".yaml,.yml,.json,application/yaml"
            className="h-auto py-1"
            onChange={(event) => void event.target.files?.[0]?.text().then(change)}
          />
        )}
      </FormField>
      <FormField label="Content" hint="A file that Export YAML wrote, or one of your own.">
        {(control) => (
          <Textarea
            {...control}
            rows={12}
            spellCheck={false}
            autoCapitalize="off"
            className="font-mono text-meta"
            value={text}
            onChange={(event) => change(event.target.value)}
          />
        )}
      </FormField>
      <Button
        className="self-start"
        disabled={text.trim() === "" || send.isPending}
        onClick={() => send.mutate({ dry_run: true })}
      >
        Check file
      </Button>
      <Problems problems={problems} />
      {send.data === undefined ? null : <Imported imported={send.data} />}
    </FormDialog>
  );
}

const hintOf = (error: Error) => (error instanceof ApiProblem && error.hint !== null ? [error.hint] : []);

function Problems({ problems }: { problems: readonly CatalogueProblem[] }) {
  if (problems.length === 0) return null;
  return (
    <ul aria-label="Problems of the file" className="flex flex-col gap-1 text-meta text-bad">
      {problems.map(({ line, column, path, message }) => (
        <li key={`${line} ${column} ${path} ${message}`} className="break-words">
          Line {line}, column {column}: <span className="font-mono">{path}</span> {message}
        </li>
      ))}
    </ul>
  );
}

function Imported({ imported }: { imported: ImportedCatalogue }) {
  return (
    <div role="status" className="flex flex-col gap-1 rounded-control border bg-panel p-3 text-meta">
      {importSentences(imported).map((sentence) => (
        <p key={sentence} className="break-words">
          {sentence}
        </p>
      ))}
    </div>
  );
}

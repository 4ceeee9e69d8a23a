"use client";

import { useState, type ReactNode } from "react";
import { classNames } from "#components/class-names.ts";
import { FormField } from "#components/form/form-field.tsx";
import { Input } from "#components/ui/input.tsx";
import { readImportFile } from "./read-import-file.ts";

type ImportFileProps = { onTake: (text: string) => void; children: ReactNode };

/** Takes a file that is chosen, or dropped on what it encloses. */
export function ImportFile({ onTake, children }: ImportFileProps) {
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isOver, setIsOver] = useState(false);
  async function take(file: File | undefined) {
    if (file === undefined) return;
    const read = await readImportFile(file);
    setRefusal(read.refusal);
    if (read.refusal === null) onTake(read.text);
  }
  return (
    <div
      className={classNames(
        "flex flex-col gap-3 rounded-control",
        isOver && "outline-2 outline-offset-4 outline-focus",
      )}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      // Captured: the editor would write the file's text into the text that is there.
      onDropCapture={(event) => {
        const [file] = event.dataTransfer.files;
        setIsOver(false);
        if (file === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        void take(file);
      }}
    >
      <FormField label="File" errors={refusal === null ? [] : [refusal]}>
        {(control) => (
          <Input
            {...control}
            type="file"
            accept=".yaml,.yml,.json,application/yaml"
            className="h-auto py-1"
            onClick={(event) => {
              // The same file again, changed in the meantime, is a choice too.
              event.currentTarget.value = "";
            }}
            onChange={(event) => void take(event.target.files?.[0])}
          />
        )}
      </FormField>
      {children}
    </div>
  );
}

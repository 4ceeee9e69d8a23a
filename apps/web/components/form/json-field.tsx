"use client";

import { useState, type ReactNode } from "react";
import { CodeArea } from "./code-area.tsx";
import type { CodeProblem } from "./editor/code-problem.ts";
import { FormField } from "./form-field.tsx";
import type { JsonContract } from "./json/json-contracts.ts";
import { parseJsonObject } from "./parse-json.ts";

type JsonFieldProps = {
  label: string;
  text: string;
  rows: number;
  errors?: readonly string[];
  hint?: ReactNode;
  /** What the object is held against while it is written; the API judges it in the end. */
  contract?: JsonContract;
  onChange: (text: string) => void;
};

const KEYS = "Tab moves to the next field.";
const COMPLETING_KEYS = `Control and Space complete names and values. ${KEYS}`;

/** A JSON object as text; what is wrong with it is said with its line while typing. */
export function JsonField({ label, text, rows, errors = [], hint, contract, onChange }: JsonFieldProps) {
  const [found, setFound] = useState<readonly CodeProblem[]>([]);
  const parsed = parseJsonObject(text);
  const beyond = errors.filter((error) => !found.some(({ message }) => message === error));
  const said = parsed.isValid
    ? [...[...found].sort((a, b) => a.line - b.line).map(({ line, message }) => `Line ${line}: ${message}`), ...beyond]
    : [parsed.problem];
  return (
    <FormField
      label={label}
      errors={said}
      hint={
        <>
          {hint}
          <span className="sr-only">{contract === undefined ? KEYS : COMPLETING_KEYS}</span>
        </>
      }
    >
      {(control) => (
        <CodeArea
          control={control}
          text={text}
          rows={rows}
          load={() =>
            import("./json/mount-json-editor.ts").then(({ mountJsonEditor }) => mountJsonEditor(contract ?? null))
          }
          onChange={onChange}
          onProblems={(problems) => setFound(contract === undefined ? [] : problems)}
        />
      )}
    </FormField>
  );
}

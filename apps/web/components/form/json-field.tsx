"use client";

import type { ReactNode } from "react";
import { Textarea } from "#components/ui/textarea.tsx";
import { FormField } from "./form-field.tsx";
import { parseJsonObject } from "./parse-json.ts";

type JsonFieldProps = {
  label: string;
  text: string;
  rows: number;
  errors?: readonly string[];
  hint?: ReactNode;
  onChange: (text: string) => void;
};

/** A JSON object as text; where it does not parse, line and column are said while typing. */
export function JsonField({ label, text, rows, errors = [], hint, onChange }: JsonFieldProps) {
  const parsed = parseJsonObject(text);
  const said = parsed.isValid ? errors : [parsed.problem];
  return (
    <FormField label={label} errors={said} hint={hint}>
      {(control) => (
        <Textarea
          {...control}
          rows={rows}
          spellCheck={false}
          autoCapitalize="off"
          className="font-mono text-meta"
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </FormField>
  );
}

"use client";

import type { ReactNode } from "react";
import { Input } from "#components/ui/input.tsx";
import { FormField } from "./form-field.tsx";

type NumberFieldProps = {
  label: string;
  text: string;
  errors?: readonly string[];
  hint?: ReactNode;
  placeholder?: string;
  isFirst?: boolean;
  onChange: (text: string) => void;
};

/** A number; its limits are the API's to judge. */
export function NumberField({
  label,
  text,
  errors = [],
  hint,
  placeholder,
  isFirst = false,
  onChange,
}: NumberFieldProps) {
  return (
    <FormField label={label} errors={errors} hint={hint}>
      {(control) => (
        <Input
          {...control}
          type="number"
          step="any"
          autoFocus={isFirst}
          value={text}
          placeholder={placeholder}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </FormField>
  );
}

/** Null for an empty field; the browser lets nothing but numbers through. */
export const readNumber = (text: string): number | null => (text === "" ? null : Number(text));

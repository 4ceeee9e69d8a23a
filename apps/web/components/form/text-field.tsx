"use client";

import type { ReactNode } from "react";
import { Input } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { FormField } from "./form-field.tsx";

type TextFieldProps = {
  label: string;
  text: string;
  errors?: readonly string[];
  hint?: ReactNode;
  placeholder?: string;
  isLong?: boolean;
  isFirst?: boolean;
  isDisabled?: boolean;
  onChange: (text: string) => void;
};

export function TextField({
  label,
  text,
  errors = [],
  hint,
  placeholder,
  isLong = false,
  isFirst = false,
  isDisabled = false,
  onChange,
}: TextFieldProps) {
  return (
    <FormField label={label} errors={errors} hint={hint}>
      {(control) => {
        const props = {
          ...control,
          value: text,
          placeholder,
          autoFocus: isFirst,
          disabled: isDisabled,
          autoComplete: "off",
          dir: "auto",
        };
        return isLong ? (
          <Textarea {...props} rows={2} onChange={(event) => onChange(event.target.value)} />
        ) : (
          <Input {...props} onChange={(event) => onChange(event.target.value)} />
        );
      }}
    </FormField>
  );
}

"use client";

import type { ReactNode } from "react";
import { Select } from "#components/ui/select.tsx";
import { FormField } from "./form-field.tsx";

type ChoiceFieldProps = {
  label: string;
  value: string;
  options: readonly { value: string; text: string }[];
  errors?: readonly string[];
  hint?: ReactNode;
  isDisabled?: boolean;
  onChange: (value: string) => void;
};

export function ChoiceField({
  label,
  value,
  options,
  errors = [],
  hint,
  isDisabled = false,
  onChange,
}: ChoiceFieldProps) {
  return (
    <FormField label={label} errors={errors} hint={hint}>
      {(control) => (
        <Select
          {...control}
          disabled={isDisabled}
          className="w-full"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.text}
            </option>
          ))}
        </Select>
      )}
    </FormField>
  );
}

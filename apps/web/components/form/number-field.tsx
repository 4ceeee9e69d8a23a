"use client";

import { useState, type ReactNode } from "react";
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

const UNREAD = ["must be a number"];

/** A number; its limits are the API's to judge. What is no number the browser keeps to itself: it is said, and not sent. */
export function NumberField({
  label,
  text,
  errors = [],
  hint,
  placeholder,
  isFirst = false,
  onChange,
}: NumberFieldProps) {
  const [isUnread, setIsUnread] = useState(false);
  return (
    <FormField label={label} errors={isUnread ? UNREAD : errors} hint={hint}>
      {(control) => (
        <Input
          {...control}
          type="number"
          step="any"
          autoFocus={isFirst}
          value={text}
          placeholder={placeholder}
          // Not a change: for what it cannot read the browser gives the same empty text as for nothing.
          onInput={(event) => setIsUnread(event.currentTarget.validity.badInput)}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </FormField>
  );
}

/** Null for an empty field; the browser lets nothing but numbers through. */
export const readNumber = (text: string): number | null => (text === "" ? null : Number(text));

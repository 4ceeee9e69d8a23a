"use client";

import { useState } from "react";
import type { FieldErrors } from "#components/form/field-errors.ts";
import { NumberField } from "#components/form/number-field.tsx";
import { partErrors, type PartField, type PartsDraft } from "./parts-draft.ts";

type PartsFieldsProps = {
  draft: PartsDraft;
  errors: FieldErrors;
  onChange: (changes: Partial<PartsDraft>) => void;
};

const SHOWN: readonly { field: PartField; label: string; hint: string }[] = [
  { field: "warm_up_runs", label: "Warm up with (runs)", hint: "On top of the others, in no figure." },
  { field: "warm_up_s", label: "Warm up for (s)", hint: "What is due before is in no figure." },
  { field: "cool_down_s", label: "Cool down for (s)", hint: "What is due in the last seconds is in no figure." },
  { field: "cancel_percent", label: "Break off (% of the runs)", hint: "On purpose, as users do. In no rate." },
  { field: "cancel_from_s", label: "After at least (s)", hint: "From a run's start." },
  { field: "cancel_to_s", label: "And at most (s)", hint: "Drawn between the two. Empty: always after that." },
  { field: "grace_s", label: "Grace period (s)", hint: "For runs still open after the last start." },
];

/** What few loads ask for, folded away. */
export function PartsFields({ draft, errors, onChange }: PartsFieldsProps) {
  const of = partErrors(draft, errors);
  const [isOpen, setIsOpen] = useState(false);
  // What is wrong must not be hidden; once open, it stays so while it is mended.
  const isWrong = SHOWN.some(({ field }) => of(field).length > 0);
  return (
    <details open={isOpen || isWrong} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary className="cursor-pointer text-muted">More</summary>
      <div className="mt-2 grid gap-3 sm:grid-cols-3">
        {SHOWN.map(({ field, label, hint }) => (
          <NumberField
            key={field}
            label={label}
            text={draft[field]}
            errors={of(field)}
            onChange={(text) => onChange({ [field]: text })}
            hint={hint}
          />
        ))}
      </div>
    </details>
  );
}

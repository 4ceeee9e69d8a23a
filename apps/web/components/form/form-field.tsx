import { useId, type ReactNode } from "react";

export type ControlProps = { id: string; "aria-describedby": string; "aria-invalid": boolean };

type FormFieldProps = {
  label: string;
  hint?: ReactNode;
  errors?: readonly string[];
  className?: string;
  children: (control: ControlProps) => ReactNode;
};

/** A labelled control; what is wrong with it stands under it. */
export function FormField({ label, hint, errors = [], className, children }: FormFieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  return (
    <div className={className}>
      <label id={`${id}-label`} htmlFor={id} className="mb-1 block text-meta text-muted">
        {label}
      </label>
      {children({ id, "aria-describedby": noteId, "aria-invalid": errors.length > 0 })}
      <div id={noteId} className="text-meta break-words">
        {errors.map((error) => (
          <p key={error} className="mt-1 text-bad">
            {error}
          </p>
        ))}
        {hint === undefined ? null : <div className="mt-1 text-muted">{hint}</div>}
      </div>
    </div>
  );
}

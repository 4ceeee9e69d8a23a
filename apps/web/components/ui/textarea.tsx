import type { ComponentProps } from "react";
import { classNames } from "#components/class-names.ts";
import { CONTROL } from "./input.tsx";

export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return <textarea className={classNames(CONTROL, "block min-h-16 resize-y py-1.5", className)} {...props} />;
}

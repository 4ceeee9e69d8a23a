import type { ComponentProps } from "react";
import { classNames } from "#components/class-names.ts";

export const CONTROL =
  "w-full min-w-0 rounded-control border border-border-strong bg-panel px-2 text-body text-text disabled:cursor-not-allowed disabled:opacity-50 aria-invalid:border-bad";

export function Input({ className, type = "text", ...props }: ComponentProps<"input">) {
  return <input type={type} className={classNames(CONTROL, "h-8", className)} {...props} />;
}

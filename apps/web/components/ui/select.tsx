import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { classNames } from "#components/class-names.ts";
import { CONTROL } from "./input.tsx";

type SelectProps = Omit<ComponentProps<"select">, "size"> & { size?: "default" | "dense" };

/** The platform's own list, so that keyboard, phone and screen reader work as everywhere else. */
export function Select({ className, size = "default", ...props }: SelectProps) {
  return (
    <span className={classNames("relative inline-flex min-w-0", className)}>
      <select
        className={classNames(CONTROL, "appearance-none pr-7", size === "dense" ? "h-7 text-meta" : "h-8")}
        {...props}
      />
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2 size-3.5 -translate-y-1/2 text-muted"
      />
    </span>
  );
}

"use client";

import type { ReactNode } from "react";
import { Tooltip } from "./ui/tooltip.tsx";

/** A term that explains itself on hover and on focus. */
export function Definition({ text, children }: { text: ReactNode; children: ReactNode }) {
  return (
    <Tooltip text={text}>
      <button
        type="button"
        className="cursor-help rounded-chip text-left underline decoration-border-strong decoration-dotted underline-offset-3"
      >
        {children}
      </button>
    </Tooltip>
  );
}

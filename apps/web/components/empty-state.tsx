import type { ReactNode } from "react";

/** Nothing to show: says why, and what to do. */
export function EmptyState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="flex flex-col items-start gap-2 rounded-control border border-dashed px-4 py-6 text-muted">
      <p className="text-body font-strong text-text">{title}</p>
      {children}
    </div>
  );
}

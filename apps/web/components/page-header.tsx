import type { ReactNode } from "react";

export function PageHeader({ title, lead, children }: { title: string; lead?: ReactNode; children?: ReactNode }) {
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
      <div className="min-w-0 md:flex-1 md:basis-72">
        <h1 className="text-title wrap-anywhere">{title}</h1>
        {lead === undefined ? null : <div className="wrap-anywhere text-muted">{lead}</div>}
      </div>
      <div className="flex flex-wrap items-center gap-2">{children}</div>
    </header>
  );
}

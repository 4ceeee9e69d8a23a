import { useId, type ReactNode } from "react";

/** A titled part of a page. */
export function Panel({ title, children }: { title: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex min-w-0 flex-col gap-2">
      <h2 id={id} className="text-section">
        {title}
      </h2>
      {children}
    </section>
  );
}

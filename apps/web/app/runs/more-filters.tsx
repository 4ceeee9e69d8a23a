"use client";

import { ListFilter } from "lucide-react";
import { useState, type ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";

type MoreFiltersProps = {
  /** How many of them are set: such filters are in sight when the page opens. */
  count: number;
  children: ReactNode;
};

/** Filters that are used less often, on a line of their own and out of sight until they are wanted. */
export function MoreFilters({ count, children }: MoreFiltersProps) {
  const [isOpen, setOpen] = useState(count > 0);
  return (
    <>
      <Button size="dense" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <ListFilter aria-hidden />
        {isOpen ? "Fewer filters" : count === 0 ? "More filters" : `More filters: ${count} set`}
      </Button>
      {isOpen ? <div className="order-last flex w-full flex-wrap items-center gap-2">{children}</div> : null}
    </>
  );
}

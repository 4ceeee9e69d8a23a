"use client";

import { SlidersHorizontal } from "lucide-react";
import { useState, type ReactNode } from "react";
import { classNames } from "./class-names.ts";
import { Button } from "./ui/button.tsx";

type FilterFoldProps = {
  /** How many filters are set. */
  count: number;
  children: ReactNode;
};

/** Filters in sight on a desk; on a phone they would push the list out of it and stand behind a button that counts them. */
export function FilterFold({ count, children }: FilterFoldProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="dense" className="md:hidden" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <SlidersHorizontal aria-hidden /> {count === 0 ? "Filters" : `Filters: ${count} set`}
      </Button>
      <div className={classNames("flex flex-wrap items-center gap-2 md:contents", !isOpen && "max-md:hidden")}>
        {children}
      </div>
    </>
  );
}

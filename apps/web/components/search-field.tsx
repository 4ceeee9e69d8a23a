"use client";

import { Search } from "lucide-react";
import { Input } from "./ui/input.tsx";

type SearchFieldProps = { label: string; placeholder: string; text: string; onChange: (text: string) => void };

export function SearchField({ label, placeholder, text, onChange }: SearchFieldProps) {
  return (
    <span className="relative w-64 max-md:w-full">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2 size-3.5 -translate-y-1/2 text-muted"
      />
      <Input
        type="search"
        aria-label={label}
        placeholder={placeholder}
        className="h-7 pl-7 text-meta"
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
    </span>
  );
}

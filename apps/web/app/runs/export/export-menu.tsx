"use client";

import { Download } from "lucide-react";
import type { ExportFormat } from "@tfbench/contracts";
import { Button } from "#components/ui/button.tsx";
import { Popover } from "#components/ui/popover.tsx";

const FORMATS: readonly { format: ExportFormat; text: string }[] = [
  { format: "csv", text: "CSV, for spreadsheets" },
  { format: "json", text: "JSON" },
  { format: "jsonl", text: "JSON lines" },
];

/** Saves runs as a file: the columns that are shown, in their order, sorted as they are shown. */
export function ExportMenu({ what, onExport }: { what: string; onExport: (format: ExportFormat) => void }) {
  const trigger = (
    <Button size="dense">
      <Download aria-hidden /> Export {what}
    </Button>
  );
  return (
    <Popover trigger={trigger} label={`Export ${what}`}>
      {FORMATS.map(({ format, text }) => (
        <button
          key={format}
          type="button"
          className="flex h-7 w-full items-center rounded-chip px-2 text-left text-meta hover:bg-sunken"
          onClick={() => onExport(format)}
        >
          {text}
        </button>
      ))}
    </Popover>
  );
}

"use client";

import { useMemo, useState } from "react";
import { formatBytes } from "#format/format-bytes.ts";
import { CopyButton } from "./copy-button.tsx";
import { Button } from "./ui/button.tsx";

/** Beyond this the browser would be busy laying out text nobody reads. */
const SHOWN_CHARACTERS = 100_000;

function indent(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    // Not JSON: shown as it came.
    return text;
  }
}

/** JSON, indented; any other text as it is. */
export function JsonView({ text, hasCopy = true }: { text: string; hasCopy?: boolean }) {
  const [isWhole, setIsWhole] = useState(false);
  const pretty = useMemo(() => indent(text), [text]);
  const isCut = !isWhole && pretty.length > SHOWN_CHARACTERS;
  return (
    <div className="relative min-w-0">
      {hasCopy ? <CopyButton text={pretty} label="Copy" className="absolute top-2 right-4" /> : null}
      <pre
        tabIndex={0}
        className="max-h-[480px] overflow-auto bg-sunken p-3 font-mono text-meta break-words whitespace-pre-wrap"
      >
        {/* Room for the button: a long first line would lie under it. */}
        {hasCopy ? <span aria-hidden className="float-right h-7 w-20" /> : null}
        {isCut ? pretty.slice(0, SHOWN_CHARACTERS) : pretty}
      </pre>
      {isCut ? (
        <p className="flex items-center gap-2 px-3 py-1 text-meta text-muted">
          The first {formatBytes(SHOWN_CHARACTERS)} of {formatBytes(pretty.length)}.
          <Button size="dense" onClick={() => setIsWhole(true)}>
            Show all of it
          </Button>
        </p>
      ) : null}
    </div>
  );
}

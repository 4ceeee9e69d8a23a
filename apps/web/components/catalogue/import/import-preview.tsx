import type { ImportedCatalogue } from "@tfbench/contracts";
import { prepareImport } from "./prepare-import.ts";

/** What the import would do or has done, entry by entry. */
export function ImportPreview({ imported }: { imported: ImportedCatalogue }) {
  const { title, entries, rest } = prepareImport(imported);
  return (
    <section
      role="status"
      aria-label="What the import does"
      className="flex flex-col gap-2 rounded-control border bg-panel p-3"
    >
      <p className="font-strong">{title}</p>
      {entries.length === 0 ? null : (
        <ul className="flex flex-col gap-1 text-meta">
          {entries.map(({ act, noun, name, fields }) => (
            <li key={`${noun} ${name}`} className="min-w-0 break-words">
              {act} {noun} <bdi className="font-strong">{name}</bdi>
              {fields.length === 0 ? null : <span className="font-mono text-muted"> {fields.join(", ")}</span>}
            </li>
          ))}
        </ul>
      )}
      {rest.map((sentence) => (
        <p key={sentence} className="text-meta text-muted">
          {sentence}
        </p>
      ))}
    </section>
  );
}

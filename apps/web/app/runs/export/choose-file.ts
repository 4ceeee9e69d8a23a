import type { ExportFormat } from "@tfbench/contracts";

const TYPES = { csv: "text/csv", json: "application/json", jsonl: "application/x-ndjson" } as const satisfies Record<
  ExportFormat,
  `${string}/${string}`
>;

/** Not in the DOM's types: only some browsers have it. */
type FilePicker = (options: {
  suggestedName: string;
  types: { accept: Record<string, string[]> }[];
}) => Promise<FileSystemFileHandle>;

const hasPicker = (place: Window): place is Window & { showSaveFilePicker: FilePicker } =>
  "showSaveFilePicker" in place && typeof place.showSaveFilePicker === "function";

/**
 * Asks where to save. `unable` where this browser cannot write to a file that a person chose; null when none was chosen.
 * Must follow a click at once: browsers ask for that.
 */
export async function chooseFile(name: string, format: ExportFormat): Promise<FileSystemFileHandle | "unable" | null> {
  if (!hasPicker(window)) return "unable";
  const types = [{ accept: { [TYPES[format]]: [`.${format}`] } }];
  try {
    return await window.showSaveFilePicker({ suggestedName: name, types });
  } catch (cause) {
    if (!(cause instanceof DOMException)) throw cause;
    return cause.name === "AbortError" ? null : "unable";
  }
}

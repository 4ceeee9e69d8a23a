"use client";

import { useRef, useState } from "react";
import { countOf } from "#format/count-of.ts";
import type { Work } from "../work-note.tsx";
import { chooseFile } from "./choose-file.ts";
import { exportAddress } from "./export-address.ts";
import type { ExportInput } from "./export-address.ts";
import { writeExport } from "./write-export.ts";

export type ExportControl = {
  work: Work | null;
  /** `runs` is how many there are about to be, where that is known. */
  start: (input: ExportInput, runs: number | null) => void;
  dismiss: () => void;
};

const nameOf = (format: string): string =>
  `runs-${new Date().toISOString().slice(0, 19).replaceAll(":", "-")}Z.${format}`;

/**
 * Saves a list as it streams, straight to the disk. Where a page may write to a chosen file it does, and tells how far
 * it is; elsewhere the browser downloads the API's answer itself and tells that in its own list.
 */
export function useExport(): ExportControl {
  const [work, setWork] = useState<Work | null>(null);
  const stop = useRef<AbortController | null>(null);

  async function start(input: ExportInput, runs: number | null): Promise<void> {
    stop.current?.abort();
    const controller = new AbortController();
    stop.current = controller;
    const format = input.format.toUpperCase();
    const tell = (done: number, of: number | null) =>
      setWork({ state: "working", text: `Exporting ${format}`, done, of, onStop: () => controller.abort() });
    try {
      const file = await chooseFile(nameOf(input.format), input.format);
      if (file === null) return;
      if (file === "unable") {
        download(exportAddress(input));
        const what = runs === null ? "The runs are" : `${countOf(runs, "run")} ${runs === 1 ? "is" : "are"}`;
        const text = `${what} being downloaded as ${format}: the browser's list of downloads says how far it is, and stops it.`;
        return setWork({ state: "done", text });
      }
      tell(0, runs);
      const rows = await writeExport({ input, file, signal: controller.signal, tell });
      setWork({ state: "done", text: `Exported ${countOf(rows, "run")} to ${file.name}.` });
    } catch (cause) {
      if (controller.signal.aborted) setWork({ state: "done", text: "The export was stopped; no file was written." });
      else if (cause instanceof Error) setWork({ state: "failed", text: `The export failed: ${cause.message}` });
      else throw cause;
    }
  }

  return { work, start: (input, runs) => void start(input, runs), dismiss: () => setWork(null) };
}

function download(address: string): void {
  const link = document.createElement("a");
  link.href = address;
  // The answer says its own name; a refusal is told as a failed download and does not replace the page.
  link.download = "";
  link.click();
}

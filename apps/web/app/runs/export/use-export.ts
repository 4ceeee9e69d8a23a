"use client";

import type { Client } from "@tfbench/client";
import { useRef, useState } from "react";
import { browserApi } from "#api/browser-api.ts";
import { saveFile } from "#components/charts/save-file.ts";
import { countOf } from "#format/count-of.ts";
import type { Work } from "../work-note.tsx";
import { createRowCounter } from "./count-rows.ts";

type ExportInput = Parameters<Client["exportRuns"]>[0];
export type ExportControl = { work: Work | null; start: (input: ExportInput) => void; dismiss: () => void };

const TELL_EVERY_BYTES = 262_144;

/** Downloads a list as it streams, telling how far it is; the file is saved when it is whole. */
export function useExport(): ExportControl {
  const [work, setWork] = useState<Work | null>(null);
  const stop = useRef<AbortController | null>(null);

  async function start(input: ExportInput): Promise<void> {
    stop.current?.abort();
    const controller = new AbortController();
    stop.current = controller;
    const onStop = () => controller.abort();
    const tell = (done: number, of: number | null) =>
      setWork({ state: "working", text: `Exporting ${input.format.toUpperCase()}`, done, of, onStop });
    tell(0, null);
    try {
      const { name, blob, rows } = await download(input, controller.signal, tell);
      saveFile(name, blob);
      setWork({ state: "done", text: `Exported ${countOf(rows, "run")} to ${name}.` });
    } catch (cause) {
      if (controller.signal.aborted) setWork({ state: "done", text: "The export was stopped; no file was saved." });
      else if (cause instanceof Error) setWork({ state: "failed", text: `The export failed: ${cause.message}` });
      else throw cause;
    }
  }

  return { work, start: (input) => void start(input), dismiss: () => setWork(null) };
}

type Tell = (done: number, of: number | null) => void;
type Downloaded = { name: string; blob: Blob; rows: number };

async function download(input: ExportInput, signal: AbortSignal, tell: Tell): Promise<Downloaded> {
  const response = await browserApi.exportRuns(input, { signal });
  if (response.body === null) throw new Error("The answer has no body.");
  const total = Number(response.headers.get("x-total-count") ?? Number.NaN);
  const of = Number.isFinite(total) ? total : null;
  const name =
    /filename="([^"]+)"/.exec(response.headers.get("content-disposition") ?? "")?.[1] ?? `runs.${input.format}`;
  const count = createRowCounter(input.format);
  // Blobs are kept by the browser, on disk where they are many; the page itself never holds the whole file.
  let blob = new Blob([]);
  let waiting: Uint8Array<ArrayBuffer>[] = [];
  let waitingBytes = 0;
  let rows = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    rows = count(value);
    waiting.push(value);
    waitingBytes += value.byteLength;
    if (waitingBytes < TELL_EVERY_BYTES) continue;
    blob = new Blob([blob, ...waiting]);
    waiting = [];
    waitingBytes = 0;
    tell(rows, of);
  }
  const type = response.headers.get("content-type") ?? "";
  if (of !== null && rows < of)
    throw new Error(`it ended after ${countOf(rows, "run")} of ${countOf(of, "run")}. Try again.`);
  return { name, blob: new Blob([blob, ...waiting], { type }), rows };
}

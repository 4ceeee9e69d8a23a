import { countOf } from "#format/count-of.ts";
import { browserApi } from "#api/browser-api.ts";
import { createRowCounter } from "./count-rows.ts";
import type { ExportInput } from "./export-address.ts";

type ExportOrder = {
  input: ExportInput;
  file: FileSystemFileHandle;
  signal: AbortSignal;
  /** Told now and then how many rows are written, and of how many. */
  tell: (done: number, of: number | null) => void;
};

const TELL_EVERY_BYTES = 262_144;

/** Writes an export to a file as it comes, and says how many runs that were. The file stays as it was unless it is whole. */
export async function writeExport({ input, file, signal, tell }: ExportOrder): Promise<number> {
  const response = await browserApi.exportRuns(input, { signal });
  if (response.body === null) throw new Error("The answer has no body.");
  const total = Number(response.headers.get("x-total-count") ?? Number.NaN);
  const of = Number.isFinite(total) ? total : null;
  const count = createRowCounter(input.format);
  let rows = 0;
  let untoldBytes = 0;
  const counting = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      rows = count(chunk);
      untoldBytes += chunk.byteLength;
      if (untoldBytes >= TELL_EVERY_BYTES) {
        untoldBytes = 0;
        tell(rows, of);
      }
      controller.enqueue(chunk);
    },
    flush() {
      if (of !== null && rows < of)
        throw new Error(`it ended after ${countOf(rows, "run")} of ${countOf(of, "run")}. Try again.`);
    },
  });
  // A pipe that breaks aborts the file, and one whose file is slow reads no faster than it writes.
  await response.body.pipeThrough(counting).pipeTo(await file.createWritable(), { signal });
  return rows;
}

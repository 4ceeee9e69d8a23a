import type { ExportFormat, RunColumn } from "@tfbench/contracts";
import type { RunExport } from "@tfbench/services";
import { createRowWriter } from "./write-rows.ts";

const EXPORT_TYPES = {
  csv: "text/csv; charset=utf-8",
  json: "application/json",
  jsonl: "application/x-ndjson; charset=utf-8",
} as const satisfies Record<ExportFormat, string>;

type ExportOrder = {
  format: ExportFormat;
  columns: readonly RunColumn[];
  tz: string;
  now: Date;
  shutdown: AbortSignal;
};

/** A page is read and written when the one before has been taken, so that a slow reader costs no memory. */
export function streamExport(
  { total, pages }: RunExport,
  { format, columns, tz, now, shutdown }: ExportOrder,
): Response {
  const writer = createRowWriter({ format, columns, tz });
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        if (writer.head !== "") controller.enqueue(encoder.encode(writer.head));
      },
      async pull(controller) {
        if (shutdown.aborted) return controller.error(new Error("The server stops."));
        const { done, value } = await pages.next();
        if (!done) return controller.enqueue(encoder.encode(writer.write(value)));
        if (writer.tail !== "") controller.enqueue(encoder.encode(writer.tail));
        controller.close();
      },
      async cancel() {
        await pages.return(undefined);
      },
    },
    { highWaterMark: 1 },
  );
  const name = `runs-${now.toISOString().slice(0, 19).replaceAll(":", "-")}Z.${format}`;
  return new Response(body, {
    headers: {
      "content-type": EXPORT_TYPES[format],
      "content-disposition": `attachment; filename="${name}"`,
      "x-total-count": String(total),
    },
  });
}

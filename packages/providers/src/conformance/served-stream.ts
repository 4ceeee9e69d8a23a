import type { ConformanceStream } from "./conformance-stream.ts";
import { wireWrites } from "./wire-writes.ts";

/** A stream as a server plays it, the head included. `name` is fit for a path. */
export type ServedStream = {
  name: string;
  reads: { bytes: Uint8Array; delay_ms: number }[];
  has_head: true;
  close: "keep_alive" | "end" | "reset" | "open";
};

const MAX_NAME_LENGTH = 80;

export const pathNameOf = ({ name }: Pick<ConformanceStream, "name">): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, MAX_NAME_LENGTH)
    .replaceAll(/^-|-$/g, "");

export function servedStream(stream: ConformanceStream): ServedStream {
  const { end = "complete", framing = "chunked" } = stream;
  return {
    name: pathNameOf(stream),
    reads: wireWrites(stream).map(({ bytes, after_ms }) => ({ bytes, delay_ms: after_ms })),
    has_head: true,
    close: closeOf(end, framing),
  };
}

function closeOf(
  end: NonNullable<ConformanceStream["end"]>,
  framing: NonNullable<ConformanceStream["framing"]>,
): ServedStream["close"] {
  if (end === "complete") return framing === "close" ? "end" : "keep_alive";
  if (end === "closed") return "end";
  return end === "reset" ? "reset" : "open";
}

import type { RequestBlock, RequestFeed } from "@tfbench/engine";

const MOST_REQUESTS = 256;
const MOST_BYTES = 4 * 1024 * 1024;

/** Builds requests ahead of their runs, in blocks; `bytesOf` gives the whole HTTP request of a run. */
export function createRequestFeed(runs: number, bytesOf: (index: number) => Uint8Array): RequestFeed {
  return {
    block(first): RequestBlock {
      const requests: Uint8Array[] = [];
      let size = 0;
      for (let index = first; index < Math.min(runs, first + MOST_REQUESTS) && size < MOST_BYTES; index += 1) {
        const bytes = bytesOf(index);
        requests.push(bytes);
        size += bytes.length;
      }
      const bytes = new SharedArrayBuffer(size);
      const target = new Uint8Array(bytes);
      const spans = new Uint32Array(requests.length * 2);
      let at = 0;
      requests.forEach((request, position) => {
        target.set(request, at);
        spans[2 * position] = at;
        at += request.length;
        spans[2 * position + 1] = at;
      });
      return { first, spans, bytes };
    },
  };
}

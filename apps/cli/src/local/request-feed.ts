import { requestBlock } from "@tfbench/engine";
import type { RequestFeed } from "@tfbench/engine";

const MOST_REQUESTS = 256;
const MOST_BYTES = 4 * 1024 * 1024;

/** Builds requests ahead of their runs, in blocks; `bytesOf` gives the whole HTTP request of a run. */
export function createRequestFeed(runs: number, bytesOf: (index: number) => Uint8Array): RequestFeed {
  return {
    block(first) {
      const requests: Uint8Array[] = [];
      let size = 0;
      for (let index = first; index < Math.min(runs, first + MOST_REQUESTS) && size < MOST_BYTES; index += 1) {
        const bytes = bytesOf(index);
        requests.push(bytes);
        size += bytes.length;
      }
      return requestBlock(first, requests);
    },
  };
}

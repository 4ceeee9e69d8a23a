import type { BatchPlan } from "@tfbench/contracts";
import { requestBlock, requestOfRun, type RequestFeed } from "@tfbench/engine";
import { requestFormOf } from "@tfbench/providers";
import { requestBytesOf } from "./request-bytes-of.ts";

type Asked = {
  plan: BatchPlan;
  credential: string | null;
  /** Places in the batch, in the order runs start. */
  indexes: readonly number[];
};

/** Equal requests are kept once, so a block of them is as large as its list. */
const MOST_EQUAL = 10_000;
/** Others are built between answers of the API, which must not wait for them. */
const MOST_OWN = 512;
const MOST_BYTES = 1024 * 1024;

/** The requests of a batch's runs, each by its place in the batch, so that one that is taken up again goes on as it began. */
export function requestFeedOf({ plan, credential, indexes }: Asked): RequestFeed {
  const form = requestFormOf(plan.provider);
  const bytes = requestBytesOf(plan, credential);
  const bytesOf = (index: number): Uint8Array => bytes(requestOfRun(plan, index, form));
  const stride = plan.settings.chats?.turns ?? 1;
  const [first, second] = [0, stride].map((index) => JSON.stringify(requestOfRun(plan, index, form)));
  // Those of a list or a trace may begin alike and differ further on.
  const isListed = (plan.trace ?? plan.settings.chats?.conversations) !== undefined;
  if (first === second && !isListed) return sameRequest(bytesOf(0), indexes.length);
  return {
    block(from) {
      const requests: Uint8Array[] = [];
      let size = 0;
      for (const index of indexes.slice(from, from + MOST_OWN)) {
        if (size >= MOST_BYTES) break;
        const bytes = bytesOf(index);
        requests.push(bytes);
        size += bytes.length;
      }
      return requestBlock(from, requests);
    },
  };
}

const sameRequest = (request: Uint8Array, runs: number): RequestFeed => ({
  block: (from) =>
    requestBlock(
      from,
      Array.from({ length: Math.min(MOST_EQUAL, runs - from) }, () => request),
    ),
});

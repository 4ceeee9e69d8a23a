import type { LiveNotice } from "@tfbench/contracts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { packNotices } from "./pack-notices.ts";

const id = fc.integer({ min: 1, max: 2_147_483_647 });
const notice: fc.Arbitrary<LiveNotice> = fc.oneof(
  fc.record({ kind: fc.constantFrom("run" as const, "cancel_run" as const), run_id: id, batch_id: id }),
  fc.record({ kind: fc.constantFrom("batch" as const, "cancel_batch" as const), batch_id: id }),
);

test("any number of notices is packed whole and in order into payloads NOTIFY takes", () => {
  fc.assert(
    fc.property(fc.array(notice, { maxLength: 600, size: "max" }), (notices) => {
      const payloads = packNotices(notices);

      expect(payloads.every((payload) => Buffer.byteLength(payload) < 8_000)).toBe(true);
      expect(payloads.flatMap((payload) => JSON.parse(payload).notices)).toEqual(notices);
    }),
    { numRuns: 30 },
  );
});

test("nothing to say is no payload, and a hundred short notices are one", () => {
  expect(packNotices([])).toEqual([]);
  expect(packNotices(Array.from({ length: 100 }, () => ({ kind: "batch", batch_id: 1 })))).toHaveLength(1);
});

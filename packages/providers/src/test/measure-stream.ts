import type { JsonObject, Provider, RunResult } from "@tfbench/contracts";
import { openMeaning, type EndCode, type EndedRun } from "@tfbench/engine";
import { meaningOptionsFor } from "./stream-plan.ts";

export type TimedRead = { atMs: number; bytes: Uint8Array };
export type MeasuredStream = {
  provider: Provider;
  request?: JsonObject;
  reads: readonly TimedRead[];
  endMs: number;
  code?: EndCode;
};

/** Gives the reads of one run to the meaning thread's own code, as slabs would. The run starts at 0. */
export async function measureStream(input: MeasuredStream): Promise<RunResult> {
  const { provider, request, reads, endMs, code = "complete" } = input;
  const ended: EndedRun[] = [];
  const meaning = openMeaning(meaningOptionsFor(provider, request), {
    emit: (records) => ended.push(...records),
    ask: () => undefined,
  });
  meaning.begin({ originMs: 0, wallAnchorMs: 0 });
  meaning.start(0, { dueMs: 0, slotGrantedMs: 0, startedMs: 0, connectedMs: Number.NaN, sentMs: 0 }, false);
  for (const { atMs, bytes } of reads) {
    // As in a slab, the bytes lie somewhere in a larger buffer and are gone when the call returns.
    const slab = new Uint8Array(bytes.length + 24);
    slab.set(bytes, 16);
    meaning.read({ run: 0, atMs, bytes: slab, from: 16, to: 16 + bytes.length });
    slab.fill(0x7b);
  }
  meaning.end(0, endMs, { code, text: "" });
  await meaning.finish();
  const [run] = ended;
  if (!run) throw new Error("The run did not end.");
  return run.result;
}

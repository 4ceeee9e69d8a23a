import { ByteReader, LONGEST_VARINT } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";
import { addTotals } from "./histogram-state.ts";
import type { HistogramState, HistogramTotals } from "./histogram-state.ts";
import { LARGEST_MS, SLOT_COUNT, SMALLEST_MS, slotOf } from "./log-bins.ts";

// Format 1: the byte 1; count. Unless count is 0: min and max (doubles, little-endian), sum in whole microseconds,
// zeros, and for every slot in use its distance from the slot before (from -1 for the first; less 1) and how many
// values it holds. Whole numbers are varints. One content has one encoding.
const FORMAT = 1;

const reader = new ByteReader();

export function encodeHistogram({ slots, zeros, count, sumUs, minMs, maxMs }: HistogramState): Uint8Array {
  const used: number[] = [];
  for (let slot = 0; slot < slots.length; slot += 1) if (slots[slot] !== 0) used.push(slot);

  const writer = new ByteWriter(1 + 3 * LONGEST_VARINT + 2 * 8 + used.length * 2 * LONGEST_VARINT);
  writer.byte(FORMAT);
  writer.varint(count);
  if (count === 0) return writer.take();
  writer.double(minMs);
  writer.double(maxMs);
  writer.varint(sumUs);
  writer.varint(zeros);
  let previous = -1;
  for (const slot of used) {
    writer.varint(slot - previous - 1);
    writer.varint(slots[slot] ?? 0);
    previous = slot;
  }
  return writer.take();
}

/**
 * Adds an encoded histogram to `histogram` without building it first: about a microsecond for the gaps of one run.
 * Throws an Error that names the fault when the bytes are corrupt; `histogram` is then unchanged.
 */
export function mergeEncodedInto(histogram: { readonly state: HistogramState }, bytes: Uint8Array): void {
  let totals: HistogramTotals & { zeros: number };
  let slotsAt: number;
  try {
    reader.open(bytes);
    totals = readTotals();
    slotsAt = reader.position;
    checkSlots(totals);
  } catch (cause) {
    throw new Error(`This is not an encoded histogram: ${cause instanceof Error ? cause.message : String(cause)}.`, {
      cause,
    });
  }
  const { state } = histogram;
  addTotals(state, totals);
  state.zeros += totals.zeros;
  reader.position = slotsAt;
  for (let slot = -1; !reader.isAtEnd;) {
    slot += reader.varint() + 1;
    state.slots[slot] = (state.slots[slot] ?? 0) + reader.varint();
  }
}

function readTotals(): HistogramTotals & { zeros: number } {
  const format = reader.byte();
  if (format !== FORMAT) throw new Error(`its format is ${format}, known is ${FORMAT}`);
  const count = reader.varint();
  if (count === 0) {
    return { count, sumUs: 0, minMs: Infinity, maxMs: -Infinity, zeros: 0 };
  }
  const totals = {
    count,
    minMs: reader.double(),
    maxMs: reader.double(),
    sumUs: reader.varint(),
    zeros: reader.varint(),
  };
  const { minMs, maxMs, sumUs, zeros } = totals;
  if (!(minMs >= 0 && minMs <= maxMs && maxMs <= LARGEST_MS))
    throw new Error("its smallest and largest value are impossible");
  // Each value was rounded to a microsecond before it was added.
  const slackUs = count / 2 + 1 + 1e-9 * sumUs;
  if (sumUs < count * minMs * 1000 - slackUs || sumUs > count * maxMs * 1000 + slackUs)
    throw new Error("its sum is impossible");
  if (zeros > 0 !== minMs < SMALLEST_MS) throw new Error("its zeros do not agree with its smallest value");
  return totals;
}

/** Reads to the end and throws unless the slots are possible and agree with the totals. */
function checkSlots({ count, zeros, minMs, maxMs }: HistogramTotals & { zeros: number }): void {
  let seen = zeros;
  let first = -1;
  let slot = -1;
  while (!reader.isAtEnd) {
    slot += reader.varint() + 1;
    if (slot >= SLOT_COUNT) throw new Error("a value in it is out of range");
    const times = reader.varint();
    if (times === 0) throw new Error("a slot in it is empty");
    seen += times;
    if (first === -1) first = slot;
  }
  if (seen !== count) throw new Error(`it holds ${seen} values but says ${count}`);
  if (count === zeros) {
    if (maxMs >= SMALLEST_MS) throw new Error("its largest value is in no slot");
    return;
  }
  if (!isNear(slot, maxMs)) throw new Error("its largest value is in another slot");
  if (zeros === 0 && !isNear(first, minMs)) throw new Error("its smallest value is in another slot");
}

// One slot of slack: a value on the edge of two may fall to the other where Math.log rounds differently.
const isNear = (slot: number, valueMs: number): boolean => Math.abs(slot - slotOf(valueMs)) <= 1;

import fc from "fast-check";
import { expect, test } from "vitest";
import { LogHistogram } from "./log-histogram.ts";
import { mergeEncodedInto } from "./log-histogram-encoding.ts";
import { mulberry32 } from "./mulberry32.ts";

const durationMs = fc.oneof(
  fc.constantFrom(0, 1e-9, 1e-6, 1e9),
  fc.double({ min: 0, max: 1e9, noNaN: true }),
  fc.double({ min: 0, max: 1000, noNaN: true }),
);
const durationsMs = fc.array(durationMs, { maxLength: 80 });

function histogramOf(valuesMs: Iterable<number>): LogHistogram {
  const histogram = new LogHistogram();
  for (const value of valuesMs) histogram.add(value);
  return histogram;
}

/** 0, 12.5, 12.5 and 1000 ms. */
const FORMAT_1 = "010400000000000000000000000000408f40e8c73e01b10602da0101";
const REFUSAL = "This is not an encoded histogram: ";

function refusalOf(act: () => void): string | null {
  try {
    act();
    return null;
  } catch (error) {
    return String(error);
  }
}

test("what was encoded is decoded whole", () => {
  fc.assert(
    fc.property(durationsMs, (values) => {
      const histogram = histogramOf(values);
      expect(LogHistogram.decode(histogram.encode()).state).toEqual(histogram.state);
    }),
    { seed: 6, numRuns: 300 },
  );
});

test("merging encoded bytes equals merging histograms", () => {
  fc.assert(
    fc.property(durationsMs, durationsMs, (a, b) => {
      const merged = histogramOf(a);
      mergeEncodedInto(merged, histogramOf(b).encode());
      expect(merged.encode()).toEqual(histogramOf([...a, ...b]).encode());
    }),
    { seed: 7 },
  );
});

test("the gaps of a typical run take less than 256 bytes, and no gaps take 2", () => {
  const random = mulberry32(8);
  const spread = Array.from({ length: 50 }, () => Math.exp(10 * random()));

  expect(histogramOf(spread).encode().length).toBeLessThan(150);
  expect(histogramOf([]).encode().length).toBe(2);
});

test("the bytes of format 1 do not change", () => {
  const bytes = histogramOf([0, 12.5, 12.5, 1000]).encode();

  expect(Buffer.from(bytes).toString("hex")).toBe(FORMAT_1);
});

test("a cut, lengthened or altered encoding is refused or is another valid one, and never breaks the histogram", () => {
  const original = histogramOf([0, 3, 12.5, 12.5, 40, 700, 1e6]).encode();
  fc.assert(
    fc.property(fc.nat(original.length - 1), fc.integer({ min: 0, max: 255 }), (at, byte) => {
      const altered = original.slice();
      altered[at] = byte;
      const histogram = histogramOf([1]);
      const before = histogram.encode();

      const refusal = refusalOf(() => mergeEncodedInto(histogram, altered));

      expect(refusal ?? REFUSAL).toContain(REFUSAL);
      const [bytes, expected] =
        refusal === null ? [LogHistogram.decode(altered).encode(), altered] : [histogram.encode(), before];
      expect(bytes).toEqual(expected);
    }),
    { seed: 9, numRuns: 2000 },
  );
  for (let length = 0; length < original.length; length += 1) {
    expect(() => LogHistogram.decode(original.slice(0, length))).toThrow("This is not an encoded histogram");
  }
  expect(() => LogHistogram.decode(Uint8Array.from([...original, 0]))).toThrow("it ends too early");
});

test("random bytes are refused with a sentence", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 3, maxLength: 60 }), (bytes) => {
      expect(() => LogHistogram.decode(Uint8Array.from([1, ...bytes]))).toThrow("This is not an encoded histogram");
    }),
    { seed: 10, numRuns: 500 },
  );
});

test.each([
  { name: "no bytes", bytes: [], says: "it ends too early" },
  { name: "a later format", bytes: [2, 0], says: "its format is 2, known is 1" },
  { name: "bytes after an empty histogram", bytes: [1, 0, 5, 1], says: "it holds 1 values but says 0" },
  { name: "a padded number", bytes: [1, 0x80, 0], says: "a number in it is padded" },
  { name: "an endless number", bytes: [1, ...Array(9).fill(0xff), 1], says: "a number in it is too large" },
  { name: "an empty slot", bytes: Buffer.from(`${FORMAT_1}0000`, "hex"), says: "a slot in it is empty" },
  {
    name: "a slot past the last one",
    // The one slot of 1e9 ms, moved up by one.
    bytes: histogramOf([1e9])
      .encode()
      .map((byte, at, all) => (at === all.length - 3 ? byte + 1 : byte)),
    says: "a value in it is out of range",
  },
  {
    name: "a largest value in another slot",
    bytes: Buffer.from(FORMAT_1.replace("da01", "da02"), "hex"),
    says: "its largest value is in another slot",
  },
  {
    name: "a smallest value of zero without zeros",
    bytes: Buffer.from(FORMAT_1.replace("0104", "0103").replace("3e01", "3e00"), "hex"),
    says: "its zeros do not agree with its smallest value",
  },
])("$name: the error names it", ({ bytes, says }) => {
  expect(() => LogHistogram.decode(Uint8Array.from(bytes))).toThrow(`This is not an encoded histogram: ${says}.`);
});

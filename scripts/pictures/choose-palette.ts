type Colour = { red: number; green: number; blue: number; count: number };
type Channel = "red" | "green" | "blue";

const CHANNELS: readonly Channel[] = ["red", "green", "blue"];
const SIZE = 256;
/** Colours of large areas stay exact: a panel that changes by one step shows beside its neighbour. */
const KEPT = 64;

/** At most 256 colours for a picture, as packed numbers: its most frequent ones as they are, the others by median cut. */
export function choosePalette(rgb: Uint8Array): number[] {
  const counts = new Map<number, number>();
  for (let at = 0; at < rgb.length; at += 3) {
    const packed = packedAt(rgb, at);
    counts.set(packed, (counts.get(packed) ?? 0) + 1);
  }
  const byCount = [...counts].sort(([, a], [, b]) => b - a).map(([packed]) => packed);
  if (byCount.length <= SIZE) return byCount;
  const rest = byCount.slice(KEPT).map((packed) => ({
    red: packed >> 16,
    green: (packed >> 8) & 255,
    blue: packed & 255,
    count: counts.get(packed) ?? 0,
  }));
  return [...byCount.slice(0, KEPT), ...cut(rest, SIZE - KEPT).map(averageOf)];
}

export const packedAt = (rgb: Uint8Array, at: number): number =>
  ((rgb[at] ?? 0) << 16) | ((rgb[at + 1] ?? 0) << 8) | (rgb[at + 2] ?? 0);

/** Halves the box with the widest channel until there are enough boxes. */
function cut(colours: Colour[], boxCount: number): Colour[][] {
  const boxes = [colours];
  while (boxes.length < boxCount) {
    const widths = boxes.map((box) => (box.length < 2 ? 0 : widthOf(box, widestOf(box))));
    const index = widths.indexOf(Math.max(...widths));
    const box = boxes[index];
    if (box === undefined || widths[index] === 0) break;
    const channel = widestOf(box);
    box.sort((a, b) => a[channel] - b[channel]);
    boxes.splice(index, 1, box.slice(0, box.length >> 1), box.slice(box.length >> 1));
  }
  return boxes;
}

function widthOf(box: readonly Colour[], channel: Channel): number {
  let [least, most] = [255, 0];
  for (const colour of box) [least, most] = [Math.min(least, colour[channel]), Math.max(most, colour[channel])];
  return most - least;
}

const widestOf = (box: readonly Colour[]): Channel =>
  CHANNELS.reduce((widest, channel) => (widthOf(box, channel) > widthOf(box, widest) ? channel : widest));

function averageOf(box: readonly Colour[]): number {
  const total = box.reduce((sum, { count }) => sum + count, 0);
  const mean = (channel: Channel) => Math.round(box.reduce((sum, one) => sum + one[channel] * one.count, 0) / total);
  return (mean("red") << 16) | (mean("green") << 8) | mean("blue");
}

import { crc32, deflateSync } from "node:zlib";
import { choosePalette, packedAt } from "./choose-palette.ts";
import { decodePng } from "./decode-png.ts";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const INDEXED = 3;

/** The same picture with a palette of at most 256 colours: about a third of the bytes of a screenshot. */
export function shrinkPng(file: Buffer): Buffer {
  const { width, height, rgb } = decodePng(file);
  const palette = choosePalette(rgb);
  const indexOf = nearestIn(palette);
  const rows = Buffer.alloc((width + 1) * height);
  for (let row = 0; row < height; row += 1)
    for (let column = 0; column < width; column += 1)
      rows[row * (width + 1) + 1 + column] = indexOf(packedAt(rgb, (row * width + column) * 3));
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, INDEXED], 8);
  const colours = Buffer.from(palette.flatMap((packed) => [packed >> 16, (packed >> 8) & 255, packed & 255]));
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header),
    chunk("PLTE", colours),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** Finds the palette's nearest colour; each colour is looked for once. */
function nearestIn(palette: readonly number[]): (packed: number) => number {
  const known = new Map(palette.map((packed, index) => [packed, index]));
  const distance = (a: number, b: number) =>
    ((a >> 16) - (b >> 16)) ** 2 + (((a >> 8) & 255) - ((b >> 8) & 255)) ** 2 + ((a & 255) - (b & 255)) ** 2;
  return (packed) => {
    const found = known.get(packed);
    if (found !== undefined) return found;
    let nearest = 0;
    for (const [index, colour] of palette.entries())
      if (distance(colour, packed) < distance(palette[nearest] ?? 0, packed)) nearest = index;
    known.set(packed, nearest);
    return nearest;
  };
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

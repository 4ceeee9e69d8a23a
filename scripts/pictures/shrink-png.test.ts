import { existsSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { deflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { listFiles } from "../check/list-files.ts";
import { choosePalette } from "./choose-palette.ts";
import { decodePng } from "./decode-png.ts";

const root = resolve(import.meta.dirname, "../..");

/** A file with the header of a PNG and these filtered rows; what else a PNG has is not looked at. */
function pngOf({ width, height, rows }: { width: number; height: number; rows: number[] }): Buffer {
  const header = Buffer.alloc(33);
  header.writeUInt32BE(13, 8);
  header.write("IHDR", 12, "latin1");
  header.writeUInt32BE(width, 16);
  header.writeUInt32BE(height, 20);
  header.set([8, 2], 24);
  const data = deflateSync(Buffer.from(rows));
  const length = Buffer.alloc(8);
  length.writeUInt32BE(data.length);
  length.write("IDAT", 4, "latin1");
  return Buffer.concat([header, length, data, Buffer.alloc(4)]);
}

test("each filter of a row is undone", () => {
  const rows = [
    ...[0, 10, 20, 30, 40, 50, 60],
    ...[1, 10, 20, 30, 30, 30, 30],
    ...[2, 0, 0, 0, 0, 0, 0],
    ...[3, 5, 10, 15, 15, 15, 15],
    ...[4, 0, 0, 0, 0, 0, 0],
  ];
  const same = [10, 20, 30, 40, 50, 60];

  expect([...decodePng(pngOf({ width: 2, height: 5, rows })).rgb]).toEqual([same, same, same, same, same].flat());
});

test("a picture of few colours keeps each of them", () => {
  expect(choosePalette(Uint8Array.from([1, 2, 3, 1, 2, 3, 9, 9, 9]))).toEqual([0x010203, 0x090909]);
});

test("a picture of many colours gets 256 of them, the most frequent as it is", () => {
  const ramp = Array.from({ length: 4_096 }, (_, index) => [index & 255, (index * 7) & 255, (index >> 4) & 255]).flat();
  const area = Array.from({ length: 100 }, () => [250, 251, 252]).flat();
  const palette = choosePalette(Uint8Array.from([...ramp, ...area]));

  expect(palette).toHaveLength(256);
  expect(palette[0]).toBe(0xfafbfc);
});

test("every picture of the documents is small, has a palette, and is shown somewhere", () => {
  const paths = listFiles(root);
  const pictures = paths.filter((path) => path.startsWith("docs/images/"));
  const text = paths.filter((path) => path.endsWith(".md")).map((path) => readFileSync(join(root, path), "utf8"));

  for (const path of pictures) {
    expect([path, statSync(join(root, path)).size < 250_000]).toEqual([path, true]);
    expect([path, readFileSync(join(root, path))[25]]).toEqual([path, 3]);
    expect([path, text.some((document) => document.includes(path.replace("docs/", "")))]).toEqual([path, true]);
  }
  expect(existsSync(join(root, "docs/images")) && pictures.length).toBeGreaterThan(1);
});

import { readFileSync } from "node:fs";
import { CliError } from "../cli-error.ts";
import { EXIT_CODE } from "../exit-code.ts";
import { unreadableFile } from "../unreadable-file.ts";

const MB = 1_048_576;
/** What the largest services take of one image. */
const MOST_IMAGE_BYTES = 20 * MB;
/** Every image is kept for as long as the load goes on. */
const MOST_BYTES = 512 * MB;

const KINDS: readonly { type: string; matches: (bytes: Buffer) => boolean }[] = [
  { type: "image/png", matches: (bytes) => bytes.subarray(0, 8).equals(Buffer.from("\x89PNG\r\n\x1a\n", "latin1")) },
  { type: "image/jpeg", matches: (bytes) => bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff])) },
  { type: "image/gif", matches: (bytes) => /^GIF8[79]a/.test(bytes.toString("latin1", 0, 6)) },
  { type: "image/webp", matches: (bytes) => /^RIFF.{4}WEBP/s.test(bytes.toString("latin1", 0, 12)) },
];

export type ReadImage = (file: string) => string;

/** Gives images as data URLs; each file is read and encoded once. Throws a CliError that names the file. */
export function createImageReader(): ReadImage {
  const known = new Map<string, string>();
  let bytesKept = 0;
  return (file) => {
    const url = known.get(file) ?? encodeImage(file);
    if (!known.has(file)) bytesKept += url.length;
    if (bytesKept > MOST_BYTES) {
      throw refused(file, "is one image too many: they are over 512 MB together", "Use fewer or smaller images.");
    }
    known.set(file, url);
    return url;
  };
}

function encodeImage(file: string): string {
  const bytes = readBytes(file);
  if (bytes.length > MOST_IMAGE_BYTES) {
    throw refused(file, `has ${(bytes.length / MB).toFixed(1)} MB; at most 20 MB can be sent`, "Make it smaller.");
  }
  const kind = KINDS.find(({ matches }) => matches(bytes));
  if (kind === undefined) throw refused(file, "is no PNG, JPEG, GIF or WebP image", "Convert it to one of these.");
  return `data:${kind.type};base64,${bytes.toString("base64")}`;
}

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    const hint = "Check the path; it is taken from the folder of the file that names it, for a flag from this one.";
    throw unreadableFile({ file, what: "image", hint }, cause);
  }
}

const refused = (file: string, why: string, hint: string): CliError =>
  new CliError(EXIT_CODE.usage, `The image ${file} ${why}.`, { hint });

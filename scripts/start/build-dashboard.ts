import { spawn } from "node:child_process";
import { resolve } from "node:path";

/** Builds the dashboard where its sources changed; resolves with whether that is done. An abort ends the build with all it started. */
export async function buildDashboard(signal: AbortSignal): Promise<boolean> {
  // A group of its own, as the build starts programs that would outlive it.
  const child = spawn(process.execPath, [resolve(import.meta.dirname, "../build-web.ts")], {
    stdio: ["ignore", "inherit", "inherit"],
    detached: true,
  });
  const ended = new Promise<number | null>((exit, failed) => child.once("error", failed).once("exit", exit));
  const end = () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGTERM");
  };
  signal.addEventListener("abort", end, { once: true });
  const exitCode = await ended;
  signal.removeEventListener("abort", end);
  return exitCode === 0;
}

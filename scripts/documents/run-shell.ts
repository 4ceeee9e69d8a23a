import { spawn } from "node:child_process";

export type ShellOptions = { text: string; cwd: string; env: Record<string, string>; limitMs?: number };
export type ShellResult = { exitCode: number | null; stdout: string; stderr: string };

const LIMIT_MS = 60_000;
/** Variables of this shell that would change what the commands do. */
const OWN_VARIABLES =
  /^(TINYFISH_|TFBENCH_|DATABASE_URL$|REDIS_URL$|HOST$|PORT$|WEB_PORT$|SIMULATOR_PORT$|DATA_DIR$|NODE_|npm_|CI$|VITEST)/;

export const cleanEnvironment = (): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !OWN_VARIABLES.test(name)));

/** Runs shell lines as a person who stops at the first failure; a run over the limit is killed and has no exit code. */
export function runShell({ text, cwd, env, limitMs = LIMIT_MS }: ShellOptions): Promise<ShellResult> {
  const child = spawn("bash", ["-euo", "pipefail", "-c", text], {
    cwd,
    env: Object.assign(cleanEnvironment(), env),
    stdio: ["ignore", "pipe", "pipe"],
    timeout: limitMs,
    killSignal: "SIGKILL",
  });
  const result = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name].setEncoding("utf8").on("data", (more: string) => (result[name] += more));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exitCode) => resolve({ exitCode, ...result }));
  });
}

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";

export type CommandOrder = {
  words: readonly string[];
  cwd: string;
  env: Record<string, string>;
  user: { uid: number; gid: number } | null;
};

/** A process and what it printed so far. */
export type RunningCommand = {
  readonly exitCode: number | null;
  output(): string;
  /** The exit code; null when a signal ended it. */
  ended: Promise<number | null>;
  stop(): Promise<number | null>;
};

const LAST_CHARACTERS = 20_000;

export function runCommand({ words, cwd, env, user }: CommandOrder): RunningCommand {
  const [program = "", ...args] = words;
  // Only root can become somebody else; others run it as themselves.
  const identity = user !== null && process.getuid?.() === 0 ? user : {};
  const child: ChildProcess = spawn(program, args, { cwd, env, ...identity, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => (output = (output + text).slice(-LAST_CHARACTERS)));
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  return {
    get exitCode() {
      return child.exitCode;
    },
    output: () => output,
    ended,
    async stop() {
      child.kill("SIGTERM");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
      return ended;
    },
  };
}

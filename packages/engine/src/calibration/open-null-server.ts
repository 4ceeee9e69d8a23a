import { fork } from "node:child_process";
import { once } from "node:events";
import type { NullTruth } from "./null-server.ts";

export type NullRequest = { kind: "truth" } | { kind: "freeze"; atMs: number; forMs: number };
export type NullReply = { kind: "listening"; port: number } | { kind: "truth"; truth: NullTruth[] };

export type NullServerProcess = {
  port: number;
  pid: number;
  takeTruth(): Promise<Map<number, NullTruth>>;
  /** From `atMs` of CLOCK_MONOTONIC on, the server stands still for so long. */
  freeze(atMs: number, forMs: number): void;
  close(): Promise<void>;
};

const ENTRY = new URL(
  import.meta.url.endsWith(".ts") ? "./null-server-process.ts" : "./null-server-process.js",
  import.meta.url,
);

/** Starts a null server in a process of its own. */
export async function openNullServer(): Promise<NullServerProcess> {
  const child = fork(ENTRY, { serialization: "advanced", execArgv: [], stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const exited = once(child, "exit");
  const nextReply = async (): Promise<NullReply> => {
    const died = exited.then(([code]) => {
      throw new Error(`The null server ended with code ${String(code)}.`);
    });
    const [reply] = await Promise.race([once(child, "message"), died]);
    return reply;
  };
  const hello = await nextReply();
  if (hello.kind !== "listening" || child.pid === undefined) throw new Error("The null server did not start.");
  const send = (request: NullRequest): void => void child.send(request);
  return {
    port: hello.port,
    pid: child.pid,
    async takeTruth() {
      send({ kind: "truth" });
      const reply = await nextReply();
      if (reply.kind !== "truth") throw new Error("The null server did not tell what it wrote.");
      return new Map(reply.truth.map((truth) => [truth.run, truth]));
    },
    freeze: (atMs, forMs) => send({ kind: "freeze", atMs, forMs }),
    async close() {
      child.kill();
      await exited;
    },
  };
}

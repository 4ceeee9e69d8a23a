import { createMonotonicClock } from "../measure/monotonic-clock.ts";
import { startNullServer } from "./null-server.ts";
import type { NullReply, NullRequest } from "./open-null-server.ts";

/** The null server in a process of its own: it must not share an event loop, and may not share a core, with the engine. */
const nowMs = createMonotonicClock();
const server = await startNullServer();
const reply = (message: NullReply): void => void process.send?.(message);

/** Stands still like a server in a long collection of garbage: nothing is read, nothing is written. */
function freeze(forMs: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, forMs);
}

process.on("message", (message: NullRequest) => {
  if (message.kind === "freeze") setTimeout(() => freeze(message.forMs), message.atMs - nowMs());
  else reply({ kind: "truth", truth: server.takeTruth() });
});
// The parent is gone: nobody is left to answer.
process.on("disconnect", () => process.exit(0));
reply({ kind: "listening", port: server.port });

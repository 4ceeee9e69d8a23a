import { parentPort, workerData } from "node:worker_threads";
import type { MessagePort } from "node:worker_threads";
import { describeThrown } from "./describe-thrown.ts";
import { openDurablePglite } from "./open-durable-pglite.ts";
import { openPgliteSessions } from "./pglite-sessions.ts";

/** What the owner of the thread asks for. */
export type PgliteRequest = { kind: "connect"; port: MessagePort } | { kind: "close" };
/** What the thread answers. `failed` is the last message. */
export type PgliteReply = { kind: "ready" } | { kind: "failed"; message: string; stack: string };

if (parentPort === null) throw new Error("pglite-thread runs as a worker thread only.");
const owner = parentPort;
const { folder } = workerData as { folder: string };
const reply = (message: PgliteReply) => owner.postMessage(message);
const fail = (cause: unknown) => {
  const error = cause instanceof Error ? cause : new Error(describeThrown(cause));
  reply({ kind: "failed", message: error.message, stack: error.stack ?? "" });
};

try {
  const db = await openDurablePglite({ folder });
  const sessions = openPgliteSessions(db, fail);
  owner.on("message", (request: PgliteRequest) => {
    if (request.kind === "connect") return sessions.attach(request.port);
    db.close().then(() => process.exit(0), fail);
  });
  reply({ kind: "ready" });
} catch (cause) {
  fail(cause);
}

import { PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { parentPort, workerData } from "node:worker_threads";
import type { MessagePort } from "node:worker_threads";
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
  const error = cause instanceof Error ? cause : new Error(String(cause));
  reply({ kind: "failed", message: error.message, stack: error.stack ?? "" });
};

try {
  const db = await PGlite.create(folder, {
    // Without -F fsync is on: an acknowledged commit survives a loss of power. TimeZone lets timestamps be read without a calendar.
    startParams: [...PGlite.defaultStartParams.filter((parameter) => parameter !== "-F"), "-c", "timezone=UTC", "-c", "shared_buffers=32MB"],
    // The search in runs needs it.
    extensions: { pg_trgm },
  });
  const sessions = openPgliteSessions(db, fail);
  owner.on("message", (request: PgliteRequest) => {
    if (request.kind === "connect") return sessions.attach(request.port);
    db.close().then(() => process.exit(0), fail);
  });
  reply({ kind: "ready" });
} catch (cause) {
  fail(cause);
}

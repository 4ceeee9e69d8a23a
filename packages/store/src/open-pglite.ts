import { AppError, unreachable } from "@tfbench/contracts";
import { MessageChannel, Worker } from "node:worker_threads";
import { describeThrown } from "./describe-thrown.ts";
import { PgliteStream } from "./pglite-stream.ts";
import type { PgliteReply, PgliteRequest } from "./pglite-thread.ts";

/** An embedded PostgreSQL in a thread of its own. */
export type Pglite = {
  connect(): PgliteStream;
  /** Resolves once the thread has written everything and ended. */
  close(): Promise<void>;
  /** Resolves with the reason when the thread ends without being asked to; every open query has failed by then. */
  readonly failed: Promise<AppError>;
};

/** Starts PGlite on an existing or empty folder. The caller holds the folder's lock. */
export async function openPglite(folder: string): Promise<Pglite> {
  const worker = new Worker(new URL("./pglite-thread.ts", import.meta.url), { workerData: { folder } });
  const streams = new Set<PgliteStream>();
  const ended = Promise.withResolvers<void>();
  const failed = Promise.withResolvers<AppError>();
  const ready = Promise.withResolvers<void>();
  let isClosing = false;

  const fail = (cause: unknown) => {
    const reason = describeThrown(cause);
    const error = new AppError("unavailable", `The embedded database stopped: ${reason}`, { cause });
    ready.reject(error);
    failed.resolve(error);
    for (const stream of streams) stream.destroy(error);
  };
  worker.on("message", (reply: PgliteReply) => {
    switch (reply.kind) {
      case "ready":
        return ready.resolve();
      case "failed":
        fail(new Error(reply.message));
        return void worker.terminate();
      default:
        return unreachable(reply);
    }
  });
  worker.on("error", fail);
  worker.on("exit", () => {
    if (!isClosing) fail(new Error("its thread ended."));
    ended.resolve();
  });
  await ready.promise;

  const request = (message: PgliteRequest, transfer: MessageChannel["port1"][] = []) =>
    worker.postMessage(message, transfer);
  return {
    failed: failed.promise,
    connect() {
      const { port1, port2 } = new MessageChannel();
      request({ kind: "connect", port: port2 }, [port2]);
      const stream = new PgliteStream(port1);
      streams.add(stream);
      stream.once("close", () => streams.delete(stream));
      return stream;
    },
    async close() {
      isClosing = true;
      request({ kind: "close" });
      await ended.promise;
    },
  };
}

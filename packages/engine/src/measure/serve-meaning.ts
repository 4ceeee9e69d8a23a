import { once } from "node:events";
import { parentPort, workerData, type MessagePort } from "node:worker_threads";
import type { LoadBegin, MeaningRequest } from "./load-order.ts";
import { createMonotonicClock } from "./monotonic-clock.ts";
import { readSlab, type SlabVisitor } from "./slab.ts";
import { nap, withNaps } from "./with-naps.ts";

/** What a measuring thread sends on its port: slabs, and at last that there are no more. */
export type PortMessage = ArrayBuffer | "done";

/** `workerData` of a meaning thread. */
export type MeaningData = { given: unknown; ports: MessagePort[] };

/** What the main thread sends to the meaning thread, and gets back. */
export type MeaningOrder = { kind: "begin"; begin: LoadBegin };
export type MeaningMessage<MeaningRecord> =
  | { kind: "ready" }
  | { kind: "records"; records: MeaningRecord[] }
  | { kind: "ended" };

export type MeaningOutlet<MeaningRecord> = {
  emit(records: MeaningRecord[]): void;
  /** Reaches the measuring thread that has the run; without effect when the run has ended. */
  ask(request: MeaningRequest): void;
};

/** Gives records of slabs their meaning. Slabs are given back after each visit: what is kept has to be copied. */
export type Meaning = SlabVisitor & {
  /** Before the first record. */
  begin(begin: LoadBegin): void;
  /** After the last record; what is emitted before it resolves still counts. */
  finish(): Promise<void>;
};

/** The whole of a meaning thread's entry but its meaning. `open` may take its time: the load begins after it. */
export async function serveMeaning<MeaningRecord>(
  open: (given: unknown, outlet: MeaningOutlet<MeaningRecord>) => Meaning | Promise<Meaning>,
): Promise<void> {
  const host = parentPort;
  if (host === null) throw new Error("A meaning entry runs in a thread of its own.");
  const { given, ports }: MeaningData = workerData;
  const tell = (message: MeaningMessage<MeaningRecord>): void => host.postMessage(message);
  const meaning = await open(given, {
    emit: (records) => tell({ kind: "records", records }),
    ask: (request) => {
      for (const port of ports) port.postMessage(request);
    },
  });
  tell({ kind: "ready" });
  const [order] = await once(host, "message");
  const { begin }: MeaningOrder = order;
  meaning.begin(begin);
  const visitor = withNaps(meaning, { nowMs: createMonotonicClock(), nap });
  // Slabs wait in their ports until the origin is known.
  await Promise.all(ports.map((port) => readPort(port, visitor)));
  await meaning.finish();
  tell({ kind: "ended" });
}

/** Resolves when the measuring thread at the other end has said that there is no more. */
function readPort(port: MessagePort, visitor: SlabVisitor): Promise<void> {
  return new Promise((resolve) => {
    port.on("message", (message: PortMessage) => {
      if (message === "done") return resolve();
      readSlab(message, visitor);
      port.postMessage(message, [message]);
    });
  });
}

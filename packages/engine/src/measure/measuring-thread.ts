import { parentPort, workerData, type MessagePort } from "node:worker_threads";
import { ClosedStartQueue } from "./closed-start-queue.ts";
import { collectGarbage } from "./collect-garbage.ts";
import { DelayLog } from "./delay-log.ts";
import type { Carrier } from "../http/run-connection.ts";
import type { LiveRun } from "./live-run.ts";
import type { LoadBegin, MeaningRequest, UndiciTransport } from "./load-order.ts";
import { MeasuredLoad } from "./measured-load.ts";
import { createMonotonicClock } from "./monotonic-clock.ts";
import { OpenStartQueue } from "./open-start-queue.ts";
import { RequestBlocks } from "./request-blocks.ts";
import { SharedStartQueue } from "./shared-start-queue.ts";
import { SlabPool } from "./slab-pool.ts";
import { SlabWriter } from "./slab.ts";
import type { StartQueue } from "./start-queue.ts";
import type { HostMessage, ThreadData, ThreadMessage } from "./thread-message.ts";
import { ThreadWatch } from "./thread-watch.ts";
import { warmUp } from "./warm-up.ts";

const HEALTH_EVERY_MS = 1_000;

const host = hostPort();
const data: ThreadData = workerData;
const tell = (message: ThreadMessage): void => host.postMessage(message);
const nowMs = createMonotonicClock();
const slabs = new SlabPool();
const writer = new SlabWriter(
  () => slabs.take(),
  (slab) => {
    slabs.handedOver();
    data.port.postMessage(slab, [slab]);
  },
);
const requests = new RequestBlocks((first) => tell({ kind: "entered", first }));
const delays = new DelayLog();
const carrier = data.transport === null ? null : await openUndici(data.transport);
const load = new MeasuredLoad({
  ...data,
  carrier,
  cancellation: data.cancellation ?? null,
  nowMs,
  requests,
  writer,
  delays,
  mostResponseBytes: () => slabs.mostResponseBytes,
});
const watch = new ThreadWatch({ thread: data.thread, load, delays, slabs, nowMs });

let toldToDial: () => void = () => undefined;
const mayDial = new Promise<void>((resolve) => (toldToDial = resolve));

function hostPort(): MessagePort {
  if (parentPort === null) throw new Error("The measuring thread's entry runs in a thread of its own.");
  return parentPort;
}

/** Loaded only where it is asked for: bare sockets do without it. */
async function openUndici(transport: UndiciTransport): Promise<Carrier<LiveRun>> {
  const { UndiciCarrier } = await import("../undici/undici-carrier.ts");
  const { origin, connections, timeouts } = data;
  return new UndiciCarrier({ ...transport, origin, connections, connectMs: timeouts.connect_ms, nowMs });
}

function begin({ originMs }: LoadBegin): void {
  const healthTimer = setInterval(() => tell({ kind: "health", health: watch.report() }), HEALTH_EVERY_MS);
  watch.begin();
  load.begin(createQueue(originMs));
  void load.done.then(() => {
    clearInterval(healthTimer);
    tell({ kind: "done", health: watch.end() });
    data.port.postMessage("done");
  });
}

function createQueue(originMs: number): StartQueue {
  const { profile, thread, threads, slots, chats } = data;
  if (profile.kind === "open" && profile.ceiling !== null)
    return new SharedStartQueue({ ...profile, ceiling: profile.ceiling, originMs, thread, threads });
  if (profile.kind === "open") return new OpenStartQueue({ ...profile, originMs, thread, threads, slots, chats });
  return new ClosedStartQueue({ ...profile, originMs, thread, threads, slots, chats });
}

data.port.on("message", (message: ArrayBuffer | MeaningRequest) => {
  if (message instanceof ArrayBuffer) slabs.giveBack(message);
  else load.ask(message);
});
host.on("message", (message: HostMessage) => {
  if (message.kind === "block") {
    requests.add(message.block);
    load.advance();
  } else if (message.kind === "dial") toldToDial();
  else if (message.kind === "begin") begin(message.begin);
  else if (message.kind === "stop") load.stop();
  else load.cancel();
});

if (data.warmUpPort !== null) await warmUp(data.warmUpPort, nowMs);
tell({ kind: "warm" });
await mayDial;
await load.open(data.connectionsBefore);
collectGarbage();
tell({ kind: "ready" });

import { ClosedStartQueue } from "./closed-start-queue.ts";
import { DelayLog } from "./delay-log.ts";
import type { RequestBlock } from "./load-order.ts";
import { MeasuredLoad } from "./measured-load.ts";
import { RequestBlocks } from "./request-blocks.ts";
import { SLAB_BYTES, SlabWriter } from "./slab.ts";

const RUNS = 64;
const CONCURRENCY = 4;
/** Code that the engine is still optimising gets quicker from round to round by more than this. */
const SETTLED_WITHIN = 0.15;
const LONGEST_MS = 300;
const LIMIT_MS = 5_000;

/**
 * Runs the measuring code, this very code and no other, against a server of our own until its timing settles: the first
 * requests of a process that has just started would cost milliseconds more than the later ones.
 */
export async function warmUp(port: number, nowMs: () => number): Promise<void> {
  const untilMs = nowMs() + LONGEST_MS;
  let lastMs = Infinity;
  for (;;) {
    const beforeMs = nowMs();
    await runRound(port, nowMs);
    const tookMs = nowMs() - beforeMs;
    if (Math.abs(lastMs - tookMs) < tookMs * SETTLED_WITHIN || nowMs() > untilMs) return;
    lastMs = tookMs;
  }
}

async function runRound(port: number, nowMs: () => number): Promise<void> {
  const spare: ArrayBuffer[] = [];
  const requests = new RequestBlocks(() => undefined);
  requests.add(warmUpBlock());
  const load = new MeasuredLoad({
    origin: { protocol: "http:", host: "127.0.0.1", port },
    timeouts: {
      connect_ms: LIMIT_MS,
      headers_ms: LIMIT_MS,
      first_event_ms: LIMIT_MS,
      idle_ms: LIMIT_MS,
      total_ms: LIMIT_MS,
    },
    graceMs: LIMIT_MS,
    connections: "reused",
    carrier: null,
    cancellation: null,
    seed: 0,
    nowMs,
    requests,
    writer: new SlabWriter(
      () => spare.pop() ?? new ArrayBuffer(SLAB_BYTES),
      (slab) => spare.push(slab),
    ),
    delays: new DelayLog(),
    mostResponseBytes: () => Infinity,
  });
  await load.open(CONCURRENCY);
  load.begin(
    new ClosedStartQueue({
      originMs: nowMs(),
      runs: RUNS,
      concurrency: CONCURRENCY,
      startSpreadMs: 1,
      durationMs: Infinity,
      thread: 0,
      threads: 1,
      slots: CONCURRENCY,
      nextRun: new Int32Array(new SharedArrayBuffer(4)),
      chats: null,
    }),
  );
  await load.done;
}

function warmUpBlock(): RequestBlock {
  const request = Buffer.from("GET /warm-up HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n");
  const bytes = new SharedArrayBuffer(request.length);
  new Uint8Array(bytes).set(request);
  return { first: 0, bytes, spans: Uint32Array.from({ length: RUNS * 2 }, (_, at) => (at % 2) * request.length) };
}

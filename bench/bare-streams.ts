import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { writeCannedRequest, type CannedStream } from "../packages/engine/src/calibration/canned-stream.ts";
import type { NullServerProcess } from "../packages/engine/src/calibration/open-null-server.ts";
import { createMonotonicClock } from "../packages/engine/src/measure/monotonic-clock.ts";

export type BareStreams = { streams: number; spreadMs: number; stream: Omit<CannedStream, "run"> };
/** As `CannedErrors`, of what sockets saw that do nothing but stamp their reads. */
export type BareErrors = { ttft: number[]; gap: number[]; failed: number };

type Seen = { sentMs: number; readsMs: number[] };

const READ_BYTES = 16 * 1024;
const END = Buffer.from("0\r\n\r\n");
/** The null server writes its head at once, in a read of its own. */
const HEAD_READS = 1;

/** What this machine lets a program in Node.js see of that many streams: a stamp in each read, and nothing else. */
export async function measureBareStreams(server: NullServerProcess, work: BareStreams): Promise<BareErrors> {
  await server.takeTruth();
  const seen = await Promise.all(
    Array.from({ length: work.streams }, async (_, run) => {
      await delay((run * work.spreadMs) / work.streams);
      return readStream(server.port, { ...work.stream, run });
    }),
  );
  const truth = await server.takeTruth();
  const errors: BareErrors = { ttft: [], gap: [], failed: 0 };
  for (const [run, { sentMs, readsMs }] of seen.entries()) {
    const known = truth.get(run);
    const [firstMs] = readsMs;
    const [firstWriteMs] = known?.writesMs ?? [];
    if (!known || firstMs === undefined || firstWriteMs === undefined) {
      errors.failed += 1;
      continue;
    }
    errors.ttft.push(firstMs - sentMs - (firstWriteMs - known.receivedMs));
    // Two writes in one read leave fewer reads than writes: which is which is not known any more.
    const hasOneReadAWrite = readsMs.length >= known.writesMs.length;
    for (let at = 1; hasOneReadAWrite && at < known.writesMs.length; at += 1) {
      const gapMs = (readsMs[at] ?? 0) - (readsMs[at - 1] ?? 0);
      errors.gap.push(Math.abs(gapMs - ((known.writesMs[at] ?? 0) - (known.writesMs[at - 1] ?? 0))));
    }
  }
  return errors;
}

function readStream(port: number, canned: CannedStream): Promise<Seen> {
  const nowMs = createMonotonicClock();
  const buffer = Buffer.alloc(READ_BYTES);
  const request = writeCannedRequest(canned);
  return new Promise((resolve, reject) => {
    let sentMs = NaN;
    let reads = 0;
    const readsMs: number[] = [];
    const socket = connect({
      port,
      host: "127.0.0.1",
      onread: {
        buffer,
        callback(length) {
          const atMs = nowMs();
          reads += 1;
          if (reads > HEAD_READS) readsMs.push(atMs);
          if (buffer.subarray(length - END.length, length).equals(END)) {
            socket.destroy();
            resolve({ sentMs, readsMs });
          }
          return true;
        },
      },
    });
    socket.setNoDelay(true).once("error", reject);
    socket.once("connect", () => {
      sentMs = nowMs();
      socket.write(request);
    });
  });
}

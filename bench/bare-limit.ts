import { connect } from "node:net";
import { writeCannedRequest, type CannedStream } from "../packages/engine/src/calibration/canned-stream.ts";
import type { NullServerProcess } from "../packages/engine/src/calibration/open-null-server.ts";
import { createMonotonicClock } from "../packages/engine/src/measure/monotonic-clock.ts";

/** What a program in Node.js can do at best: one socket, a stamp before the write and at each read, a count of bytes. */
export type BareLimit = { ttft: number[]; chunksPerCpuSecond: number };

type BareWork = { stream: Omit<CannedStream, "run">; runs: number };

const READ_BYTES = 64 * 1024;
const END = Buffer.from("0\r\n\r\n");

export async function measureBareLimit(server: NullServerProcess, { stream, runs }: BareWork): Promise<BareLimit> {
  await server.takeTruth();
  const nowMs = createMonotonicClock();
  const buffer = Buffer.alloc(READ_BYTES);
  const reads: { sentMs: number; firstBodyMs: number }[] = [];
  const before = process.cpuUsage();
  await new Promise<void>((resolve, reject) => {
    let run = 0;
    let isHead = true;
    const socket = connect({ port: server.port, host: "127.0.0.1", onread: { buffer, callback: read } });
    const send = (): void => {
      isHead = true;
      const request = writeCannedRequest({ ...stream, run });
      reads.push({ sentMs: nowMs(), firstBodyMs: NaN });
      socket.write(request);
    };
    function read(length: number): boolean {
      const atMs = nowMs();
      const current = reads[run];
      // The null server writes its head at once, so the first read is the head unless the stream is not paced.
      if (!isHead && current && Number.isNaN(current.firstBodyMs)) current.firstBodyMs = atMs;
      isHead = false;
      if (!buffer.subarray(length - END.length, length).equals(END)) return true;
      run += 1;
      if (run < runs) send();
      else {
        socket.destroy();
        resolve();
      }
      return true;
    }
    socket.setNoDelay(true).once("connect", send).once("error", reject);
  });
  const { user, system } = process.cpuUsage(before);
  const truth = await server.takeTruth();
  const ttft = reads.flatMap(({ sentMs, firstBodyMs }, run) => {
    const known = truth.get(run);
    const [firstWriteMs] = known?.writesMs ?? [];
    return known && firstWriteMs !== undefined ? [firstBodyMs - sentMs - (firstWriteMs - known.receivedMs)] : [];
  });
  return { ttft, chunksPerCpuSecond: (runs * stream.events * 1e6) / (user + system) };
}

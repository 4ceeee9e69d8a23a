import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { z } from "zod";

/** What the simulator really did for one request, on its own clock. */
export type WrittenStream = { receivedMs: number; contentMs: number[] };

const TruthLine = z.object({
  client_request_id: z.string().nullable(),
  received_ms: z.number(),
  writes: z.object({ kind: z.array(z.string()), before_ms: z.array(z.number()) }),
});
const CONTENT = new Set(["answer", "reasoning", "tool_call"]);

/** The simulator's ground truth by the x-request-id of each request. */
export async function readTruth(simulatorUrl: string): Promise<Map<string, WrittenStream>> {
  const answer = await fetch(`${simulatorUrl}/simulate/truth`);
  const written = new Map<string, WrittenStream>();
  if (answer.body === null) return written;
  // Line by line: the whole is larger than a text may be.
  for await (const line of createInterface({ input: Readable.fromWeb(answer.body), crlfDelay: Infinity })) {
    const { client_request_id, received_ms, writes } = TruthLine.parse(JSON.parse(line));
    if (client_request_id === null) continue;
    const contentMs = writes.before_ms.filter((_, row) => CONTENT.has(writes.kind[row] ?? ""));
    written.set(client_request_id, { receivedMs: received_ms, contentMs });
  }
  return written;
}

import { request } from "node:http";
import type { Socket } from "node:net";
import { StepFailure } from "./step-failure.ts";

export type ProbeRequest = { path: string; headers: Record<string, string> };
export type ProbeAnswer = { status: number; location: string | null; body_text: string };

/** More is not needed to tell whose answer it is. */
const MOST_BODY_BYTES = 65_536;

/** One GET over a connection that is open already. Redirects are not followed; of a long body the beginning is read. */
export function getAnswer(socket: Socket, { path, headers }: ProbeRequest, signal: AbortSignal): Promise<ProbeAnswer> {
  return new Promise((resolve, reject) => {
    const fail = (cause: Error) =>
      reject(
        new StepFailure(
          "The connection was closed before an HTTP answer came. Check that the address is that of an API.",
          cause,
        ),
      );
    const sent = request({ method: "GET", path, headers, createConnection: () => socket, signal }, (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      const finish = () => {
        const body_text = Buffer.concat(chunks).toString("utf8").slice(0, MOST_BODY_BYTES);
        resolve({ status: response.statusCode ?? 0, location: response.headers.location ?? null, body_text });
      };
      response.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes < MOST_BODY_BYTES) return;
        finish();
        socket.destroy();
      });
      response.once("end", finish);
      response.once("error", fail);
    });
    sent.once("error", fail);
    sent.end();
  });
}

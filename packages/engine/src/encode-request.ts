import type { RequestBlock } from "./measure/load-order.ts";
import type { HttpRequest } from "./provider-adapter.ts";

/** A request as it goes over an HTTP/1.1 connection. `host` has its port where that is not the scheme's own. */
export function encodeRequest({ method, path, headers, body }: HttpRequest, host: string): Uint8Array {
  const length = body === null ? {} : { "content-length": String(body.length) };
  const fields = Object.entries({ host, ...headers, ...length }).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = Buffer.from(`${method} ${path} HTTP/1.1\r\n${fields.join("")}\r\n`, "latin1");
  return body === null ? head : Buffer.concat([head, body]);
}

/** Requests of consecutive runs as a load takes them. The same bytes are kept once. */
export function requestBlock(first: number, requests: readonly Uint8Array[]): RequestBlock {
  const places = new Map<Uint8Array, number>();
  let length = 0;
  for (const request of requests) {
    if (places.has(request)) continue;
    places.set(request, length);
    length += request.length;
  }
  const bytes = new SharedArrayBuffer(length);
  const view = new Uint8Array(bytes);
  for (const [request, at] of places) view.set(request, at);
  const spans = requests.flatMap((request) => {
    const at = places.get(request) ?? 0;
    return [at, at + request.length];
  });
  return { first, spans: Uint32Array.from(spans), bytes };
}

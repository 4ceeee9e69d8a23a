import { encodeRequest, loadOriginOf } from "@tfbench/engine";
import type { HttpRequest, LoadOrigin } from "@tfbench/engine";

export type RequestPlace = { url: string; headers: Readonly<Record<string, string>> };

/** A whole HTTP/1.1 request as it goes over the wire. Headers of the person's own replace the provider's. */
export function requestBytes(request: HttpRequest, { url, headers }: RequestPlace): Uint8Array {
  const own = new Map(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]));
  for (const [name, value] of Object.entries(headers)) own.set(name.toLowerCase(), value);
  const host = own.get("host") ?? new URL(url).host;
  own.delete("host");
  return encodeRequest({ ...request, headers: Object.fromEntries(own) }, host);
}

/** Where a request to an address goes. */
export const originOf = (address: string, isTlsUnverified: boolean): LoadOrigin => ({
  ...loadOriginOf(address),
  ...(isTlsUnverified ? { tls: { rejectUnauthorized: false } } : {}),
});

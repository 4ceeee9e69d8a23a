import type { LoadOrigin } from "./measure/load-order.ts";

/** Where requests to an address go. Certificates are verified. */
export function loadOriginOf(address: string): LoadOrigin {
  const url = new URL(address);
  const isSecure = url.protocol === "https:";
  return {
    protocol: isSecure ? "https:" : "http:",
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: Number(url.port || (isSecure ? 443 : 80)),
  };
}

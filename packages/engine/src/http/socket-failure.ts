import type { EndCode } from "../measure/end-code.ts";

const BY_CODE: Record<string, EndCode> = {
  ECONNREFUSED: "refused",
  ECONNRESET: "reset",
  ECONNABORTED: "reset",
  EPIPE: "reset",
  ENOTFOUND: "dns",
  EAI_AGAIN: "dns",
  EAI_FAIL: "dns",
  ETIMEDOUT: "unreachable",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  EMFILE: "no_file_handles",
  ENFILE: "no_file_handles",
  EADDRNOTAVAIL: "no_ports",
};
const TLS_CODE = /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|EPROTO|HOSTNAME_MISMATCH)/;

const codeOf = (error: Error): string => ("code" in error && typeof error.code === "string" ? error.code : "");

/** The name of what broke a connection, and the words of the system for it. */
export function socketFailure(error: Error): { code: EndCode; text: string } {
  // Where a host has several addresses, each was tried; the last one's reason stands for all.
  const cause = error instanceof AggregateError ? (error.errors.at(-1) ?? error) : error;
  const code = codeOf(cause instanceof Error ? cause : error);
  const named = BY_CODE[code] ?? (TLS_CODE.test(code) ? "tls" : "transport_failed");
  return { code: named, text: cause instanceof Error ? cause.message : error.message };
}

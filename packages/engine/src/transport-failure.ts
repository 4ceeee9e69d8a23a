import type { Fault, Phase } from "@tfbench/contracts";

/** Why an exchange ended before its answer did. `message` is a sentence without the phase. */
export type TransportFailure = {
  kind: "timeout" | "network" | "protocol" | "limit";
  phase: Phase;
  reason_code: string;
  fault: Fault;
  message: string;
};

type Cause = Pick<TransportFailure, "kind" | "reason_code" | "fault" | "message">;

const network = (reason_code: string, message: string): Cause => ({
  kind: "network",
  reason_code,
  fault: "network",
  message,
});
const protocol = (reason_code: string, message: string): Cause => ({
  kind: "protocol",
  reason_code,
  fault: "provider",
  message,
});

const CLOSED = network("connection_closed", "The other side closed the connection before its answer was complete.");
const UNREACHABLE = network("network_unreachable", "The target's address could not be reached.");
const DNS = network("dns_failed", "The target's host name could not be resolved; check its address.");
const LOST = network("connection_reset", "The connection was reset.");

const BY_CODE: Record<string, Cause> = {
  ECONNREFUSED: network(
    "connection_refused",
    "Nothing listens at the target's address; check it, or start the service.",
  ),
  ECONNRESET: LOST,
  ECONNABORTED: LOST,
  EPIPE: LOST,
  ENOTFOUND: DNS,
  EAI_AGAIN: DNS,
  ETIMEDOUT: UNREACHABLE,
  EHOSTUNREACH: UNREACHABLE,
  ENETUNREACH: UNREACHABLE,
  UND_ERR_SOCKET: CLOSED,
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: CLOSED,
  UND_ERR_HEADERS_OVERFLOW: protocol("headers_too_large", "The answer's headers are larger than 64 KB."),
};
const TLS_CODE = /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|EPROTO|HOSTNAME_MISMATCH)/;

const codeOf = (error: Error): string => ("code" in error && typeof error.code === "string" ? error.code : "");

function causeOf(error: Error): Cause {
  const code = codeOf(error);
  const known = BY_CODE[code];
  if (known) return known;
  if (TLS_CODE.test(code))
    return network(
      "tls_failed",
      `No secure connection could be made (${code}); check the target's certificate and address.`,
    );
  if (error.name === "HTTPParserError") {
    // Without an offending byte it is the end of the connection that came too early.
    const isAtEnd = "data" in error && error.data === "";
    return isAtEnd ? CLOSED : protocol("malformed_http", "The answer is not HTTP/1.1.");
  }
  return network("transport_failed", `The exchange failed (${code || error.message}).`);
}

/** The request itself was wrong, or an assumption of the HTTP client: no far end can cause that. */
export const isFaultOfOurs = (error: Error): boolean =>
  error instanceof TypeError || ["UND_ERR_INVALID_ARG", "ERR_ASSERTION"].includes(codeOf(error));

export const failureOfError = (error: Error, phase: Phase): TransportFailure => ({ ...causeOf(error), phase });

export const failureOfDecoding = (error: Error): TransportFailure => ({
  ...protocol(
    "content_decoding_failed",
    `The body does not match its content encoding (${codeOf(error) || error.message}).`,
  ),
  phase: "stream",
});

export const unknownEncoding = (encoding: string): TransportFailure => ({
  ...protocol(
    "unknown_content_encoding",
    `The answer is encoded as ${encoding.slice(0, 100)}, which is not understood.`,
  ),
  phase: "headers",
});

export const limitExceeded = (what: "event" | "body", maxBytes: number): TransportFailure => ({
  kind: "limit",
  phase: "stream",
  reason_code: `${what}_too_large`,
  fault: "provider",
  message: `The answer was broken off: its ${what} is larger than ${Math.round(maxBytes / 1_048_576)} MB.`,
});

export const tooManyEvents = (maxEvents: number): TransportFailure => ({
  kind: "limit",
  phase: "stream",
  reason_code: "too_many_events",
  fault: "provider",
  message: `The stream was broken off: it holds more than ${maxEvents} events.`,
});

const TIMEOUT_FAULT: Partial<Record<Phase, Fault>> = { connect: "network", send: "network" };

export const timedOut = (phase: Phase, limitMs: number): TransportFailure => ({
  kind: "timeout",
  phase,
  reason_code: `${phase}_timeout`,
  fault: TIMEOUT_FAULT[phase] ?? "provider",
  message: `${WAITED_FOR[phase]} within ${limitMs} ms.`,
});

const WAITED_FOR: Record<Phase, string> = {
  connect: "No connection was made",
  send: "The request was not taken",
  headers: "No response headers came",
  first_event: "No first event came after the headers",
  stream: "The stream went silent: nothing came",
  idle: "The stream went silent: nothing came",
  total: "The run did not end",
  provider: "The provider did not end the run",
  lookup: "The run's record did not come",
};

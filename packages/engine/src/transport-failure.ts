import type { Fault, Phase } from "@tfbench/contracts";
import { MAX_BODY_BYTES } from "./http/response-scanner.ts";
import type { EndCode } from "./measure/end-code.ts";

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

const ours = (reason_code: string, message: string): Cause => ({ kind: "limit", reason_code, fault: "us", message });

const CAUSES: Partial<Record<EndCode, Cause>> = {
  closed_by_peer: network("connection_closed", "The other side closed the connection before its answer was complete."),
  reset: network("connection_reset", "The connection was reset."),
  refused: network("connection_refused", "Nothing listens at the target's address; check it, or start the service."),
  unreachable: network("network_unreachable", "The target's address could not be reached."),
  dns: network("dns_failed", "The target's host name could not be resolved; check its address."),
  tls: network(
    "tls_failed",
    "No secure connection could be made; check the target's certificate, and whether its port speaks TLS.",
  ),
  header_too_large: protocol("headers_too_large", "The answer's headers are larger than 64 KB."),
  protocol_error: protocol(
    "malformed_http",
    "The answer is not HTTP as it was asked for; where the port speaks TLS, its address begins with https.",
  ),
  no_file_handles: ours(
    "no_file_handles",
    "This machine has no file handle left for another connection; raise its limit (ulimit -n).",
  ),
  no_ports: ours(
    "no_ports",
    "This machine has no local port left for another connection; reuse connections, or lower the rate.",
  ),
};

/** What ended an exchange that neither its framing nor a limit of time ended. */
export function failureOfEnd({ code, text }: { code: EndCode; text: string }, phase: Phase): TransportFailure {
  if (code === "body_too_large") return limitExceeded("body", MAX_BODY_BYTES);
  const cause = CAUSES[code] ?? network("transport_failed", `The exchange failed (${text || code}).`);
  return { ...cause, phase };
}

const codeOf = (error: Error): string => ("code" in error && typeof error.code === "string" ? error.code : "");

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

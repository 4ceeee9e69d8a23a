import type { Phase, Timeouts } from "@tfbench/contracts";
import { concludeFailure } from "../conclude-failure.ts";
import type { EndCode } from "../measure/end-code.ts";
import type { Conclusion } from "../provider-adapter.ts";
import { limitExceeded, timedOut, type TransportFailure } from "../transport-failure.ts";

/** How the transport of a run ended, and how far the run had come. */
export type TransportEnd = { code: EndCode; text: string; phase: Phase; timeouts: Timeouts };

type Cause = Omit<TransportFailure, "phase">;

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
  tls: network("tls_failed", "No secure connection could be made; check the target's certificate and address."),
  header_too_large: protocol("headers_too_large", "The answer's headers are larger than 64 KB."),
  protocol_error: protocol("malformed_http", "The answer is not HTTP/1.1."),
  no_file_handles: ours(
    "no_file_handles",
    "This machine has no file handle left for another connection; raise its limit (ulimit -n).",
  ),
  no_ports: ours(
    "no_ports",
    "This machine has no local port left for another connection; reuse connections, or lower the rate.",
  ),
};

const TIMEOUTS: Partial<Record<EndCode, [Phase, keyof Timeouts]>> = {
  timeout_connect: ["connect", "connect_ms"],
  timeout_headers: ["headers", "headers_ms"],
  timeout_first_event: ["first_event", "first_event_ms"],
  timeout_idle: ["idle", "idle_ms"],
  timeout_total: ["total", "total_ms"],
};

const MAX_BODY_BYTES = 256 * 1024 * 1024;

const stopped = (rest: Pick<Conclusion, "status" | "reason_code" | "error"> & Partial<Conclusion>): Conclusion => ({
  phase: null,
  fault: null,
  cancelled_by: null,
  goal: "not_evaluated",
  goal_reason: null,
  ...rest,
});

const STOPS: Partial<Record<EndCode, Conclusion>> = {
  cancelled: stopped({
    status: "cancelled",
    reason_code: "cancelled_by_user",
    cancelled_by: "user",
    error: "Cancelled by the user.",
  }),
  cancelled_share: stopped({
    status: "cancelled",
    reason_code: "cancellation_share",
    cancelled_by: "profile",
    error: "Broken off on purpose: the load profile asks for a share of cancelled runs.",
  }),
  grace_over: stopped({
    status: "timeout",
    phase: "total",
    reason_code: "grace_over",
    fault: "provider",
    error: "Still open when the grace period after the last start was over. Give the load a longer one, or less to do.",
  }),
  dropped: stopped({
    status: "dropped",
    reason_code: "no_free_slot",
    fault: "provider",
    error: "Dropped: no slot was free when it was due. Allow more runs in flight, or lower the rate.",
  }),
};

/** Null when the transport came to its proper end, so that the provider's words decide. */
export function concludeEnd({ code, text, phase, timeouts }: TransportEnd): Conclusion | null {
  if (code === "complete" || code === "left_open") return null;
  const stop = STOPS[code];
  if (stop) return stop;
  const timeout = TIMEOUTS[code];
  if (timeout) return concludeFailure(timedOut(timeout[0], timeouts[timeout[1]]));
  if (code === "body_too_large") return concludeFailure(limitExceeded("body", MAX_BODY_BYTES));
  const cause = CAUSES[code] ?? network("transport_failed", `The exchange failed (${text || code}).`);
  return concludeFailure({ ...cause, phase });
}

import type { Phase, Timeouts } from "@tfbench/contracts";
import { concludeFailure } from "../conclude-failure.ts";
import type { EndCode } from "../measure/end-code.ts";
import type { Conclusion } from "../provider-adapter.ts";
import { failureOfEnd, timedOut } from "../transport-failure.ts";
import type { TransportFailure } from "../transport-failure.ts";

/** How the transport of a run ended, and how far the run had come. */
export type TransportEnd = {
  code: EndCode;
  text: string;
  phase: Phase;
  timeouts: Timeouts;
  /** For how long nothing had come when it ended; null where that is no longer than between two events. */
  silentMs: number | null;
};

const TIMEOUTS: Partial<Record<EndCode, [Phase, keyof Timeouts]>> = {
  timeout_connect: ["connect", "connect_ms"],
  timeout_headers: ["headers", "headers_ms"],
  timeout_first_event: ["first_event", "first_event_ms"],
  timeout_idle: ["idle", "idle_ms"],
  timeout_total: ["total", "total_ms"],
};

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
  buffer_full: stopped({
    status: "aborted",
    phase: "stream",
    reason_code: "buffer_full",
    fault: "us",
    error:
      "Broken off by us: over 128 MiB of answers waited to be read, much of it this one's. A server that sends without end does that; else lower the load.",
  }),
  dropped: stopped({
    status: "dropped",
    reason_code: "no_free_slot",
    fault: "provider",
    error: "Dropped: no slot was free when it was due. Allow more runs in flight, or lower the rate.",
  }),
};

/** Where all of its time went to what comes before a stream, that is what has to be looked at. */
const STILL: Partial<Record<Phase, string>> = {
  connect: "It was still connecting.",
  headers: "It was still waiting for the response headers.",
  first_event: "It was still waiting for the first event.",
};

/** A limit on the whole run may be the only one that is set: what it was spent on is told all the same. */
function withPlace(failure: TransportFailure, { phase, silentMs }: TransportEnd): TransportFailure {
  if (failure.phase !== "total") return failure;
  const silent =
    silentMs === null ? undefined : `Its stream had been silent for the last ${Math.round(silentMs)} ms of them.`;
  const still = STILL[phase] ?? silent;
  return still === undefined ? failure : { ...failure, message: `${failure.message} ${still}` };
}

/** Null when the transport came to its proper end, so that the provider's words decide. */
export function concludeEnd(end: TransportEnd): Conclusion | null {
  const { code, text, phase, timeouts } = end;
  if (code === "complete" || code === "left_open") return null;
  const stop = STOPS[code];
  if (stop) return stop;
  const timeout = TIMEOUTS[code];
  if (timeout) return concludeFailure(withPlace(timedOut(timeout[0], timeouts[timeout[1]]), end));
  return concludeFailure(failureOfEnd({ code, text }, phase));
}

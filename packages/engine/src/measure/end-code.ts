/** How the transport of one run ended. A slab carries the position in this list, so new codes go to its end. */
export const END_CODES = [
  "complete", // the end of the HTTP framing
  "closed_by_peer", // the connection ended before the framing did
  "reset",
  "refused",
  "unreachable",
  "dns",
  "tls",
  "timeout_connect",
  "timeout_headers",
  "timeout_first_event",
  "timeout_idle",
  "timeout_total",
  "cancelled", // by the user, or by a hard stop
  "cancelled_share", // by the load profile's own cancellation share
  "grace_over", // still open when the grace period after the last start was over
  "left_open", // the last word was read, but the server kept the response open, so we closed it
  "dropped", // due while no slot was free, and the profile says drop
  "header_too_large",
  "body_too_large",
  "protocol_error",
  "no_file_handles",
  "no_ports",
  "transport_failed", // what none of the others names
  "buffer_full", // more came than could be read, and most of it was this run's
] as const;
export type EndCode = (typeof END_CODES)[number];

import { expect, test } from "vitest";
import { END_CODES } from "../measure/end-code.ts";
import { concludeEnd, type TransportEnd } from "./conclude-end.ts";

const timeouts = { connect_ms: 1, headers_ms: 2, first_event_ms: 3, idle_ms: 4, total_ms: 5 };
const conclude = (
  code: TransportEnd["code"],
  phase: TransportEnd["phase"] = "stream",
  silentMs: TransportEnd["silentMs"] = null,
) => concludeEnd({ code, text: "EWHATEVER", phase, timeouts, silentMs });

test("a proper end leaves the word to the provider; every other end is an outcome with a sentence that says what to do", () => {
  expect(END_CODES.filter((code) => conclude(code) === null)).toEqual(["complete", "left_open"]);
  for (const code of END_CODES) {
    const concluded = conclude(code);
    if (concluded !== null)
      expect(concluded).toMatchObject({ error: expect.stringMatching(/\.$/), goal: "not_evaluated" });
  }
});

test.each([
  ["refused", "connect", "infra_error", "connection_refused", "network"],
  ["reset", "stream", "infra_error", "connection_reset", "network"],
  ["tls", "connect", "infra_error", "tls_failed", "network"],
  ["protocol_error", "headers", "infra_error", "malformed_http", "provider"],
  ["no_file_handles", "connect", "infra_error", "no_file_handles", "us"],
  ["transport_failed", "stream", "infra_error", "transport_failed", "network"],
] as const)("%s in the phase %s", (code, phase, status, reason_code, fault) => {
  expect(conclude(code, phase)).toMatchObject({ status, phase, reason_code, fault });
});

test.each([
  ["timeout_connect", "connect", "1 ms"],
  ["timeout_headers", "headers", "2 ms"],
  ["timeout_first_event", "first_event", "3 ms"],
  ["timeout_idle", "idle", "4 ms"],
  ["timeout_total", "total", "5 ms"],
] as const)("%s names its phase and its limit, wherever the run was", (code, phase, limit) => {
  expect(conclude(code)).toMatchObject({
    status: "timeout",
    phase,
    reason_code: `${phase}_timeout`,
    error: expect.stringContaining(limit),
  });
});

test("a run whose time is over before its stream began says what it was waiting for", () => {
  expect(conclude("timeout_total", "headers")?.error).toContain("5 ms. It was still waiting for the response headers.");
  expect(conclude("timeout_total", "stream")?.error).not.toContain("still");
});

test("a run whose time is over in a stream that had stalled says for how long nothing had come", () => {
  expect(conclude("timeout_total", "stream", 2_950.4)?.error).toContain(
    "5 ms. Its stream had been silent for the last 2950 ms of them.",
  );
  expect(conclude("timeout_idle", "stream", 2_950.4)?.error).not.toContain("2950");
});

test("what we did ourselves is no failure of the target", () => {
  expect(conclude("cancelled")).toMatchObject({ status: "cancelled", cancelled_by: "user", fault: null });
  expect(conclude("cancelled_share")).toMatchObject({ status: "cancelled", cancelled_by: "profile", fault: null });
  expect(conclude("dropped")).toMatchObject({ status: "dropped", reason_code: "no_free_slot" });
});

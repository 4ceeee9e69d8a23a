import { expect, test } from "vitest";
import type { EndCode } from "../measure/end-code.ts";
import { socketFailure } from "./socket-failure.ts";

const withCode = (code: string): Error => Object.assign(new Error(`connect ${code} 127.0.0.1:1`), { code });

test.each<[code: string, named: EndCode]>([
  ["ECONNREFUSED", "refused"],
  ["ECONNRESET", "reset"],
  ["EPIPE", "reset"],
  ["ENOTFOUND", "dns"],
  ["EAI_AGAIN", "dns"],
  ["ETIMEDOUT", "unreachable"],
  ["EMFILE", "no_file_handles"],
  ["EADDRNOTAVAIL", "no_ports"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "tls"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "tls"],
  ["EWHATEVER", "transport_failed"],
])("%s is named %s, with the system's words beside it", (code, named) => {
  expect(socketFailure(withCode(code))).toEqual({ code: named, text: `connect ${code} 127.0.0.1:1` });
});

test("where each of a host's addresses failed, the last one's reason stands for all", () => {
  const error = new AggregateError([withCode("EHOSTUNREACH"), withCode("ECONNREFUSED")]);

  expect(socketFailure(error)).toEqual({ code: "refused", text: "connect ECONNREFUSED 127.0.0.1:1" });
});

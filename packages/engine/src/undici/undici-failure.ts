import type { ConnectionEnd } from "../http/run-connection.ts";
import { socketFailure } from "../http/socket-failure.ts";
import type { EndCode } from "../measure/end-code.ts";

const BY_CODE: Record<string, EndCode | null> = {
  UND_ERR_SOCKET: null,
  UND_ERR_HEADERS_OVERFLOW: "header_too_large",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "protocol_error",
  UND_ERR_CONNECT_TIMEOUT: "timeout_connect",
  ERR_HTTP2_STREAM_ERROR: "reset",
  ERR_HTTP2_STREAM_CANCEL: "reset",
  ERR_HTTP2_GOAWAY_SESSION: null,
  ERR_HTTP2_SESSION_ERROR: "protocol_error",
};

/** The name of what broke an exchange through undici, and its words for it. */
export function undiciFailure(error: Error): ConnectionEnd {
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const named = BY_CODE[code];
  if (named !== undefined) return { code: named, text: error.message };
  if (code.startsWith("HPE_")) return { code: "protocol_error", text: error.message };
  return socketFailure(error);
}

import { AppError, type JsonValue } from "@tfbench/contracts";
import { isRecord } from "../parse-json.ts";

const HEADER_NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
const KEY = /^[\x21-\x7e]+$/;

/** What every request of a target carries. Throws where the key or a header cannot be sent. */
export function requestHeaders(
  targetName: string,
  credential: { header: string; value: string } | null,
  extra: JsonValue | undefined,
): Record<string, string> {
  const headers: Record<string, string> = {
    accept: "text/event-stream",
    "content-type": "application/json",
    "user-agent": "tfbench/0.1.0",
  };
  if (credential !== null) {
    if (!KEY.test(credential.value.replace(/^Bearer /, ""))) {
      throw new AppError(
        "invalid_input",
        `The key of target "${targetName}" holds characters that no HTTP header can carry.`,
        { hint: "Look for a space or a line break in the environment variable." },
      );
    }
    headers[credential.header] = credential.value;
  }
  for (const [name, value] of Object.entries(isRecord(extra) ? extra : {})) {
    if (!HEADER_NAME.test(name) || typeof value !== "string" || !HEADER_VALUE.test(value))
      throw new AppError("invalid_input", `The header "${name.slice(0, 100)}" cannot be sent.`, {
        hint: "Names are letters, digits and dashes; values are one line of text.",
      });
    headers[name.toLowerCase()] = value;
  }
  return headers;
}

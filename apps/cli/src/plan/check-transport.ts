import { CliError } from "../cli-error.ts";
import { EXIT_CODE } from "../exit-code.ts";
import type { LocalPlan } from "./local-plan.ts";

/** Throws a CliError where it is known beforehand that the target does not speak what it is to be asked in. */
export function checkTransport(url: LocalPlan["url"], transport: LocalPlan["transport"]): void {
  if (url !== "simulator" || transport?.http_version !== 2) return;
  throw new CliError(EXIT_CODE.usage, "The built-in simulator speaks HTTP/1.1 alone.", {
    hint: "Leave --http2 away (http_version: 2 in a scenario file), or name a target that speaks HTTP/2.",
  });
}

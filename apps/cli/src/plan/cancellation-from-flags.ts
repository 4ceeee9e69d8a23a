import type { CancellationShare } from "@tfbench/engine";
import { CliError } from "../cli-error.ts";
import { EXIT_CODE } from "../exit-code.ts";
import type { RangeMs } from "./parse-duration-range.ts";

export type CancellationFlags = { cancelShare?: number; cancelAfter?: RangeMs };

/** Null where no share is to be broken off. Throws a CliError where one of the two flags is missing. */
export function cancellationFromFlags({ cancelShare, cancelAfter }: CancellationFlags): CancellationShare | null {
  if (cancelShare === undefined && cancelAfter === undefined) return null;
  if (cancelShare !== undefined && cancelAfter !== undefined) return { share: cancelShare, after_ms: cancelAfter };
  throw new CliError(
    EXIT_CODE.usage,
    "--cancel-share says how many runs are broken off, --cancel-after when: one is missing.",
    {
      hint: "For example --cancel-share 0.1 --cancel-after 500ms..2s.",
    },
  );
}

import type { LoadProfile } from "@tfbench/contracts";
import { CliError } from "../cli-error.ts";
import { EXIT_CODE } from "../exit-code.ts";
import { plannedEndMs } from "@tfbench/engine";
import type { Margins } from "@tfbench/stats";

/** Throws a CliError where warm-up and cool-down cannot be told from the rest, or leave nothing of it. */
export function checkMargins({ warmUpMs, coolDownMs }: Margins, load: LoadProfile, seed: number): void {
  if (warmUpMs === 0 && coolDownMs === 0) return;
  const endMs = plannedEndMs(load, seed);
  if (coolDownMs > 0 && endMs === Infinity) {
    throw new CliError(
      EXIT_CODE.usage,
      "A closed load of a number of runs has no planned end that a cool-down could stand before.",
      {
        hint: "Give the load a duration: --duration 60s, or duration_ms in its file.",
      },
    );
  }
  if (warmUpMs + coolDownMs < endMs) return;
  throw new CliError(EXIT_CODE.usage, `Warm-up and cool-down leave nothing of a load of ${endMs / 1000} s.`, {
    hint: "Make the load longer, or them shorter.",
  });
}

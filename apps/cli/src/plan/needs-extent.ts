import { CliError } from "../cli-error.ts";
import { EXIT_CODE } from "../exit-code.ts";

/** Why a load that would never end is refused. */
export const needsExtent = (flag: string): CliError =>
  new CliError(EXIT_CODE.usage, `${flag} does not say when to stop.`, {
    hint: "Give --requests N, --duration S, or both; whichever is reached first ends it.",
  });

import { homedir } from "node:os";
import { join } from "node:path";

export type CliConfig = {
  /** Whether words on standard error and output may be coloured. */
  isColorful: boolean;
  /** Whether a person watches: the live view may move the cursor. */
  isInteractive: boolean;
  columns: number;
  /** Where `calibrate` keeps what it found, for the runs after it. */
  calibrationFile: string;
  readVariable: (name: string) => string | null;
};

type Source = Record<string, string | undefined>;
type Terminal = { isTTY?: boolean; columns?: number };

/** Read once, at start. NO_COLOR (https://no-color.org) wins over everything, FORCE_COLOR over a pipe. */
export function loadConfig(source: Source, terminal: Terminal): CliConfig {
  const isSet = (name: string): boolean => (source[name] ?? "") !== "";
  const isInteractive = terminal.isTTY === true && source["TERM"] !== "dumb" && !isSet("CI");
  return {
    isInteractive,
    isColorful: !isSet("NO_COLOR") && (isSet("FORCE_COLOR") || (terminal.isTTY === true && source["TERM"] !== "dumb")),
    // A terminal that does not know its width says 0.
    columns: terminal.columns || 80,
    calibrationFile: join(source["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "tfbench", "calibration.json"),
    readVariable: (name) => source[name] ?? null,
  };
}

import type { CliConfig } from "./config.ts";
import type { Paint } from "./paint.ts";

/** The first interrupt asks to end in order, the second to end at once. */
export type Interrupts = { soft: AbortSignal; hard: AbortSignal };

/** What every command gets: where words go, and how. Results go to standard output, everything else to standard error. */
export type CommandContext = {
  config: CliConfig;
  /** How wide standard output is; Infinity where it is no terminal, as nothing breaks its lines there. */
  columns: number;
  isJson: boolean;
  /** For standard output. */
  paint: Paint;
  /** For standard error. */
  paintNote: Paint;
  print(text: string): void;
  note(text: string): void;
  errors: { write(text: string): unknown };
  interrupts: Interrupts;
  version: string;
  /** The command line as it could be typed again, without secrets. */
  commandLine: string;
};

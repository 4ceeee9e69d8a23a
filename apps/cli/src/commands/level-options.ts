import type { Command } from "commander";
import { SETTLE_MS } from "../levels/level-limits.ts";
import { concurrencyLevel, levelList, rateLevel } from "./parse-levels.ts";
import { durationMs } from "./parse-option.ts";

/** Several loads that differ in their level alone. */
export function addLevelOptions(command: Command): void {
  command
    .option(
      "--sweep-concurrency <levels>",
      "a closed load at each of these, as 1,2,4,8; --requests and --duration are for each",
      levelList(concurrencyLevel),
    )
    .option("--sweep-rate <levels>", "an open load at each of these rates, as 5,10,20", levelList(rateLevel))
    .option(
      "--settle <time>",
      `nothing is sent for so long between two loads; ${SETTLE_MS / 1000}s unless said otherwise`,
      pauseMs,
    );
}

const pauseMs = (text: string): number => (/^0(ms|s)?$/.test(text) ? 0 : durationMs(text));

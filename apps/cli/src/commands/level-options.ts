import type { Command } from "commander";
import { CONFIDENCE, LOOKS, MOST_LOOKS, SETTLE_MS } from "../levels/level-limits.ts";
import { concurrencyLevel, levelList, levelRange, rateLevel } from "./parse-levels.ts";
import { confidence, waitMs, wholeNumber } from "./parse-option.ts";

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
      "--search-concurrency <range>",
      "the highest concurrency that is shown to meet the thresholds, as 1..256",
      levelRange(concurrencyLevel),
    )
    .option(
      "--search-rate <range>",
      "the highest rate that is shown to meet the thresholds, as 1..200",
      levelRange(rateLevel),
    )
    .option("--confidence <share>", `of what a search says; ${CONFIDENCE} unless said otherwise`, confidence)
    .option(
      "--loads-per-level <n>",
      `loads a level of a search may take before it counts as not shown; ${LOOKS} unless said otherwise`,
      wholeNumber(1, MOST_LOOKS),
    )
    .option(
      "--settle <time>",
      `nothing is sent for so long between two loads; ${SETTLE_MS / 1000}s unless said otherwise`,
      pauseMs,
    );
}

const pauseMs = (text: string): number => (/^0(ms|s)?$/.test(text) ? 0 : waitMs(text));

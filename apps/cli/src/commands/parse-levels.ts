import { InvalidArgumentError } from "commander";
import type { LevelRange } from "../levels/levels-from-flags.ts";
import { MOST_LEVELS } from "../levels/level-limits.ts";
import { ratePerSecond, wholeNumber } from "./parse-option.ts";

type ParseLevel = (text: string) => number;

export const concurrencyLevel: ParseLevel = wholeNumber(1, 16_384);
export const rateLevel: ParseLevel = ratePerSecond;

/** `1,2,4,8`: two levels or more, each higher than the one before it. */
export const levelList =
  (parse: ParseLevel) =>
  (text: string): number[] => {
    const levels = text.split(",").map((one) => parse(one.trim()));
    if (levels.length < 2 || levels.length > MOST_LEVELS) {
      throw new InvalidArgumentError(`expected from 2 to ${MOST_LEVELS} levels, such as 1,2,4,8.`);
    }
    if (levels.some((level, i) => level <= (levels[i - 1] ?? 0))) {
      throw new InvalidArgumentError("expected levels in rising order, such as 1,2,4,8.");
    }
    return levels;
  };

/** `1..256`. */
export const levelRange =
  (parse: ParseLevel) =>
  (text: string): LevelRange => {
    const [low, high, ...others] = text.split("..").map((one) => parse(one.trim()));
    if (low === undefined || high === undefined || others.length > 0 || high <= low) {
      throw new InvalidArgumentError("expected the lowest and the highest level, such as 1..256.");
    }
    return { low, high };
  };

import { InvalidArgumentError } from "commander";
import type { Burst, Ramp, Stage } from "../plan/shaped-load.ts";
import { durationMs, notNegative, ratePerSecond, waitMs, wholeNumber } from "./parse-option.ts";

const MOST_IN_A_BURST = 16_384;
const MOST_STAGES = 1_000;

/** `20/5s`: 20 runs at once, and again every 5 s. */
export function burst(text: string): Burst {
  const [runs, every, ...others] = text.split("/");
  if (runs === undefined || every === undefined || others.length > 0) {
    throw new InvalidArgumentError("expected runs and how often they come, such as 20/5s.");
  }
  return { runs_per_burst: wholeNumber(1, MOST_IN_A_BURST)(runs.trim()), every_ms: waitMs(every) };
}

/** `10:30s,50:1m,10:30s`: each rate for its time; a rate of 0 is a pause. */
export function stages(text: string): Stage[] {
  const all = text.split(",").map(stage);
  if (all.length > MOST_STAGES) throw new InvalidArgumentError(`expected at most ${MOST_STAGES} stages.`);
  if (all.every(({ rate_per_second }) => rate_per_second === 0)) {
    throw new InvalidArgumentError("expected a stage with a rate above 0.");
  }
  return all;
}

function stage(text: string): Stage {
  const [rate, time, ...others] = text.split(":");
  if (rate === undefined || time === undefined || others.length > 0) {
    throw new InvalidArgumentError("expected rates and their times, such as 10:30s,50:1m.");
  }
  const isPause = notNegative(rate) === 0;
  return { rate_per_second: isPause ? 0 : ratePerSecond(rate), duration_ms: durationMs(time) };
}

/** `1..50`: from the first rate to the second, which may be the lower one. */
export function ramp(text: string): Ramp {
  const [from, to, ...others] = text.split("..");
  if (from === undefined || to === undefined || others.length > 0) {
    throw new InvalidArgumentError("expected the first and the last rate, such as 1..50.");
  }
  return { from_per_second: ratePerSecond(from), to_per_second: ratePerSecond(to) };
}

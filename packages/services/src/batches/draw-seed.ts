import { randomInt } from "node:crypto";

const SEEDS = 2 ** 32;

/** A seed for a batch that was given none. */
export const drawSeed = (): number => randomInt(SEEDS);

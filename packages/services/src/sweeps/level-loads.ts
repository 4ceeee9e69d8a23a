import { AppError } from "@tfbench/contracts";
import type { CreateSweep, FieldProblem, LoadProfile, SweepAxis } from "@tfbench/contracts";

export type LevelLoad = { level: number; load: LoadProfile; seed: number };

/** 2^31 divided by the golden ratio, and odd: seeds of neighbouring levels lie far apart. */
const SEED_STEP = 0x4f1bbcdd;

/** What the levels of a load of this kind are. Throws an AppError for one that has none. */
export function axisOf({ kind }: Pick<LoadProfile, "kind">): SweepAxis {
  if (kind === "closed") return "concurrency";
  if (kind === "constant" || kind === "poisson" || kind === "gamma") return "rate";
  throw refuse(`A load of the kind ${kind} has neither a concurrency nor one rate to sweep.`, {
    field: "load.kind",
    message: "must be closed, constant, poisson or gamma",
  });
}

/**
 * The load of each level, with due times and prompts of its own: what an earlier level has sent could be answered from a
 * cache. Throws an AppError where a level cannot be had.
 */
export function levelLoads(
  { load, levels, fields = [] }: Pick<CreateSweep, "load"> & { levels: readonly number[]; fields?: readonly string[] },
  { seed, most }: { seed: number; most: number | null },
): LevelLoad[] {
  const axis = axisOf(load);
  return levels.map((level, ordinal) => {
    const field = fields[ordinal] ?? `levels.${ordinal}`;
    if (axis === "concurrency") assertConcurrency(level, { field, load, most });
    return levelLoad({ load, seed }, level, ordinal);
  });
}

/** The load of one level, which is the `ordinal`th of all, from 0. */
export const levelLoad = (
  { load, seed }: { load: LoadProfile; seed: number },
  level: number,
  ordinal: number,
): LevelLoad => ({
  level,
  load: loadAt(load, level),
  seed: (seed + Math.imul(ordinal, SEED_STEP)) & 0x7f_ff_ff_ff,
});

type Place = { field: string; load: LoadProfile; most: number | null };

export function assertConcurrency(level: number, { field, load, most }: Place): void {
  if (!Number.isInteger(level) || level > 16_384)
    throw refuse(`A concurrency of ${level} cannot be had.`, { field, message: "must be a whole number up to 16384" });
  if (most !== null && level > most)
    throw refuse(`The target allows ${most} runs at a time, and a level asks for ${level}.`, {
      field,
      message: `must be at most ${most}`,
    });
  const runs = load.kind === "closed" ? load.runs : undefined;
  if (runs !== undefined && runs < level)
    throw refuse(`${runs} runs cannot keep ${level} open.`, {
      field,
      message: `must be at most ${runs}, or runs more`,
    });
}

function loadAt(load: LoadProfile, level: number): LoadProfile {
  if (load.kind === "closed")
    return { ...load, concurrency: level, start_spread_ms: level === 1 ? 0 : load.start_spread_ms };
  return "rate_per_second" in load ? { ...load, rate_per_second: level } : load;
}

const refuse = (message: string, field: FieldProblem): AppError =>
  new AppError("invalid_input", message, {
    hint: "Levels of concurrency need a closed load with several times as many runs, levels of a rate a constant, Poisson or gamma one.",
    fields: [field],
  });

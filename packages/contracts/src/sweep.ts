import { z } from "zod";
import { Batch, CreateBatch } from "./batch.ts";
import { LoadProfile } from "./load-profile.ts";
import { LoadReport, Validity } from "./load-report.ts";
import { BatchStatus, Origin } from "./status.ts";
import { SearchOrder, SweepSearch } from "./sweep-search.ts";
import { Id, Instant } from "./text.ts";

const MOST_LEVELS = 20;

export const SweepAxis = z.enum(["concurrency", "rate"]);
export type SweepAxis = z.infer<typeof SweepAxis>;

/** Body of POST /sweeps: as that of a batch, at several levels. */
export const CreateSweep = CreateBatch.omit({ count: true, load: true, trace: true })
  .extend({
    load: LoadProfile.meta({
      description:
        "Of each level, which takes the place of its concurrency (closed) or its rate (constant, Poisson, gamma). A search that is given no warm-up adds its own.",
    }),
    levels: z
      .array(z.number().positive().max(100_000))
      .min(2)
      .max(MOST_LEVELS)
      .refine((levels) => levels.every((level, at) => level > (levels[at - 1] ?? 0)), {
        message: "must rise from one to the next",
      })
      .optional()
      .meta({ description: "Concurrencies or rates per second, from the lowest to the highest. This or `search`." }),
    search: SearchOrder.optional().meta({
      description: "In place of `levels`: finds the highest level that is shown to meet objectives.",
    }),
  })
  .refine(({ levels, search }) => (levels === undefined) !== (search === undefined), {
    path: ["levels"],
    message: "must be given, or search in its place",
  });
export type CreateSweep = z.infer<typeof CreateSweep>;

/** What became of a level. A failed one (every state but the first two) does not say what the target can do at it. */
export const LevelState = z.enum(["steady", "measured", "unsteady", "invalid", "no_success", "cut"]).meta({
  description:
    "measured: valid, where a closed load or too few runs leave nothing to call steady. cut: ended before its time.",
});
export type LevelState = z.infer<typeof LevelState>;

export const SweepLevel = z.object({
  level: z.number(),
  state: LevelState.nullable().meta({ description: "null until its batch has ended." }),
  batch: Batch,
  validity: Validity.nullable(),
  figures: LoadReport.pick({
    attempted: true,
    successes: true,
    rates: true,
    metrics: true,
    throughput: true,
    steady: true,
  })
    .nullable()
    .meta({ description: "null until its batch has ended, and where nothing ran. `metrics` are times alone." }),
});
export type SweepLevel = z.infer<typeof SweepLevel>;

export const SweepSummary = z.object({
  id: Id,
  scenario_id: Id,
  scenario_name: z.string(),
  target_name: z.string(),
  origin: Origin,
  axis: SweepAxis,
  levels: z.array(z.number()).meta({ description: "Of each batch; those of a search come as it goes on." }),
  search: SweepSearch.nullable().meta({ description: "null: its levels were given." }),
  slos: z.array(z.string()).meta({ description: "The objectives its scenario had." }),
  ended_levels: z.int().min(0),
  status: BatchStatus.meta({
    description:
      "Of its batches together: failed or cancelled as soon as all have ended and one of them did so. A search is finished once it is decided.",
  }),
  created_at: Instant,
  finished_at: Instant.nullable(),
});
export type SweepSummary = z.infer<typeof SweepSummary>;

/** The same workload at several levels of concurrency or rate, one batch after the other. */
export const Sweep = SweepSummary.omit({ levels: true }).extend({ levels: z.array(SweepLevel) });
export type Sweep = z.infer<typeof Sweep>;

import { z } from "zod";

/** Shapes of sample data that can be loaded: each shows one thing that happens to runs. */
export const SampleShape = z.enum(["demo", "stalls", "timeouts", "dropped", "outlier", "too_few", "empty"]);
export type SampleShape = z.infer<typeof SampleShape>;

export const SampleFacts = z.object({
  shape: SampleShape,
  description: z.string(),
  scenarios: z.int().min(1),
  runs: z.int().min(0).meta({ description: "How many runs loading it writes." }),
  is_loaded: z.boolean(),
  loaded_runs: z.int().min(0),
});
export type SampleFacts = z.infer<typeof SampleFacts>;

export const Samples = z.object({
  shapes: z.array(SampleFacts),
  loaded_runs: z.int().min(0).meta({ description: "All sample runs there are, of any shape." }),
});
export type Samples = z.infer<typeof Samples>;

export const LoadedSamples = z.object({
  shape: SampleShape,
  is_new: z.boolean().meta({ description: "false: they were there already, and nothing was written." }),
  runs: z.int().min(0),
});
export type LoadedSamples = z.infer<typeof LoadedSamples>;

/** One step of a removal. Call again while runs remain. */
export const RemoveSamples = z.strictObject({
  limit: z
    .int()
    .min(1)
    .max(5_000)
    .default(1_000)
    .meta({ description: "About how many runs to remove in this call: batches are removed whole, at least one." }),
});
export type RemoveSamples = z.infer<typeof RemoveSamples>;

export const RemovedSamples = z.object({
  removed_runs: z.int().min(0),
  remaining_runs: z.int().min(0).meta({
    description: "0: all are gone, and with them the sample scenarios and automations nobody has changed or run.",
  }),
});
export type RemovedSamples = z.infer<typeof RemovedSamples>;

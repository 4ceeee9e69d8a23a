import { z } from "zod";
import { EcdfPoint } from "./distribution.ts";
import { Origin } from "./status.ts";
import { Id, Instant } from "./text.ts";

/** Where one figure of a run stands among those of its like. */
export const RunRank = z.object({
  n: z.int().min(0),
  ended: z.int().min(0),
  value_ms: z.number().nullable(),
  rank_share: z.number().nullable().meta({
    description: "Share of the others that were quicker; null while the run has no duration or there are too few.",
  }),
  ecdf: z.array(EcdfPoint),
  sentence: z.string(),
});
export type RunRank = z.infer<typeof RunRank>;

/** A run against the attempted runs of its scenario, target and origin in the 30 days up to it. */
export const RunContext = z.object({
  n: z.int().min(0),
  scenario_id: Id,
  target_id: Id,
  origin: Origin,
  from: Instant,
  to: Instant,
  note: z.string().nullable().meta({ description: "Set when only the latest runs were read." }),
  total: RunRank,
  ttft: RunRank,
});
export type RunContext = z.infer<typeof RunContext>;

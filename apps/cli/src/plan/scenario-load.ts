import { LoadProfile } from "@tfbench/contracts";
import { z } from "zod";
import { TIMESTAMP_UNITS } from "@tfbench/engine";

const [closed, constant, poisson, gamma, burst, stages, ramp, replay] = LoadProfile.options;

/** Due offsets of one's own, or a trace file that has them. */
const FileReplay = replay.extend({
  due_offsets_ms: replay.shape.due_offsets_ms.optional(),
  trace: z
    .string()
    .min(1)
    .optional()
    .meta({ description: "JSONL or CSV with timestamps, or a record file; relative to this file." }),
  speed: z.number().positive().default(1).meta({ description: "2 plays the trace twice as fast." }),
  unit: z
    .enum(TIMESTAMP_UNITS)
    .optional()
    .meta({ description: "In what timestamps are written; left out: ms in JSONL, s in CSV." }),
});

/** A load as a scenario file may write it: any profile, and a replay of a file. */
export const ScenarioLoad = z
  .discriminatedUnion("kind", [closed, constant, poisson, gamma, burst, stages, ramp, FileReplay])
  .superRefine((load, context) => {
    if (load.kind !== "replay") return addIssues(load, context);
    const { due_offsets_ms, trace, speed: _speed, unit: _unit, ...ceiling } = load;
    if ((trace === undefined) === (due_offsets_ms === undefined))
      context.addIssue({ code: "custom", path: ["trace"], message: "Give either trace or due_offsets_ms." });
    else if (due_offsets_ms !== undefined) addIssues({ ...ceiling, due_offsets_ms }, context);
  });
export type ScenarioLoad = z.infer<typeof ScenarioLoad>;

/** What holds between the fields of a profile holds in a file too. */
function addIssues(load: LoadProfile, context: z.RefinementCtx): void {
  for (const { code, path, message } of LoadProfile.safeParse(load).error?.issues ?? [])
    // The others were found field by field already.
    if (code === "custom") context.addIssue({ code, path, message });
}

import { CreateBatch } from "@tfbench/contracts";

/** Body of a re-run, which may be left out. */
export const RerunBody = CreateBatch.pick({ confirm: true, confirm_above_usd: true });

import type { VerdictStand } from "@tfbench/contracts";

/** How a person's verdict stands to the automatic goal. */
export const VERDICT_WORD = {
  differs: "judged otherwise",
  agrees: "judged the same",
  alone: "judged by a person only",
} as const satisfies Record<VerdictStand, string>;

import type { BatchPlan } from "@tfbench/contracts";

/** Whether another worker may go on with what a load has not started. A schedule or a time that was broken off is past. */
export const isTakenUp = ({ load, is_open_ended }: Pick<BatchPlan, "load" | "is_open_ended">): boolean =>
  load.kind === "closed" && is_open_ended !== true;

/** Why it is not. */
export const notTakenUp = ({ load }: Pick<BatchPlan, "load">): string =>
  `${load.kind === "closed" ? "A load that ends after a time" : "An open load"} is not taken up again: trigger it anew.`;

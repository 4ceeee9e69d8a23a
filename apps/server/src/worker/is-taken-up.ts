import type { BatchPlan } from "@tfbench/contracts";

/** Whether another worker may go on with what a load has not started. A schedule or a time that was broken off is
 * past, and nobody has the history of a chat. */
export const isTakenUp = ({ load, is_open_ended }: Pick<BatchPlan, "load" | "is_open_ended">): boolean =>
  load.kind === "closed" && is_open_ended !== true;

/** Why it is not. */
export const notTakenUp = ({ load, settings }: Pick<BatchPlan, "load" | "settings">): string => {
  const timed = load.kind === "closed" ? "A load that ends after a time" : "An open load";
  return `${settings.chats === undefined ? timed : "A load of chats"} is not taken up again: trigger it anew.`;
};

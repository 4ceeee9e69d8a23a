import { cpus } from "node:os";
import { setTimeout as wait } from "node:timers/promises";

const WATCHED_MS = 500;
/** Less than this is what a machine does by itself. */
const QUIET_UP_TO = 0.1;

/** How much of this machine's processors was used while this program slept: by others, then. Null where it does not say. */
export async function othersBusyShare(): Promise<number | null> {
  const before = processorTimes();
  await wait(WATCHED_MS);
  const after = processorTimes();
  const totalMs = after.total - before.total;
  return totalMs > 0 ? 1 - (after.idle - before.idle) / totalMs : null;
}

function processorTimes(): { idle: number; total: number } {
  const times = cpus().map((cpu) => cpu.times);
  const idle = times.reduce((sum, one) => sum + one.idle, 0);
  return { idle, total: times.reduce((sum, { user, nice, sys, irq }) => sum + user + nice + sys + irq, idle) };
}

/** A clause for figures that were taken while others were at work; null where it was quiet, or not known. */
export const notQuietThen = (share: number | null | undefined): string | null =>
  share === null || share === undefined || share <= QUIET_UP_TO
    ? null
    : `the machine was not quiet then: others had ${Math.round(share * 100)} % of its processors`;

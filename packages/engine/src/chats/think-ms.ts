import { mulberry32 } from "@tfbench/stats";
import type { ChatPlan } from "./chat-script.ts";

/** How long the user of a run thinks before it. The same seed and run give the same time. */
export function thinkMs({ from, to }: ChatPlan["thinkMs"], seed: number, run: number): number {
  const random = mulberry32((seed ^ Math.imul(run + 1, 0x85ebca6b)) | 0);
  return from + random() * (to - from);
}

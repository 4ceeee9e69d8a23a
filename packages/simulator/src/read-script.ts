import { findScript } from "./find-script.ts";
import type { FoundScript } from "./find-script.ts";
import { Script } from "./script.ts";

/** Finds and validates the script inside a goal. Issue paths begin with `simulate`. */
export function readScript(goal: string): FoundScript<Script> {
  return findScript(goal, Script);
}

import type { JsonObject } from "@tfbench/contracts";

/** Inputs alone say what to do when an automation brings no request of its own. */
export const DEFAULT_REQUEST: JsonObject = { url: "{{url}}", goal: "{{goal}}" };

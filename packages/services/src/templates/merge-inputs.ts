import type { JsonObject, JsonValue } from "@tfbench/contracts";

/** One value per name; a later layer wins. */
export const mergeInputs = (...layers: JsonObject[]): Map<string, JsonValue> =>
  new Map(layers.flatMap((layer) => Object.entries(layer)));

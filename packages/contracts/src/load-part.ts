import { z } from "zod";

/** Part of a load that is in no figure. A run that belongs to neither is measured. */
export const LoadPart = z.enum(["warm_up", "cool_down"]);
export type LoadPart = z.infer<typeof LoadPart>;

/** Every part a run may belong to: what lists are filtered by. */
export const PartOfLoad = z.enum(["measured", ...LoadPart.options]);
export type PartOfLoad = z.infer<typeof PartOfLoad>;

import { createLoader, parseAsString } from "nuqs/server";

/** The whole view of the list of sweeps; a reload or a link shows the same. */
export const sweepsParams = { cursor: parseAsString };
export const loadSweepsParams = createLoader(sweepsParams);

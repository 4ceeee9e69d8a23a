import { parseAsBoolean } from "nuqs/server";

/** Times on a logarithmic scale. */
export const batchParams = { log: parseAsBoolean.withDefault(false) };

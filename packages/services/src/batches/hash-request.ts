import { createHash } from "node:crypto";

const sorted = (_key: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** Equal for bodies that say the same, whatever the order of their fields. */
export const hashRequest = (request: object): string =>
  createHash("sha256").update(JSON.stringify(request, sorted)).digest("hex");

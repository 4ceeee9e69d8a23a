import type { Client } from "@tfbench/client";
import { createLoader, parseAsString } from "nuqs/server";

export const systemParams = { noun: parseAsString.withDefault(""), cursor: parseAsString };
export const loadSystemParams = createLoader(systemParams);
type SystemParams = Awaited<ReturnType<typeof loadSystemParams>>;

const PAGE_SIZE = 25;

/** What the audit log is asked for; server and browser must ask alike. */
export const auditInput = ({ noun, cursor }: SystemParams): Parameters<Client["listAuditLog"]>[0] => ({
  limit: PAGE_SIZE,
  ...(noun === "" ? {} : { noun }),
  ...(cursor === null ? {} : { cursor }),
});

import type { Client } from "@tfbench/client";

/** What "running now" asks for; server and browser must ask alike. */
export const RUNNING_NOW: Parameters<Client["listRuns"]>[0] = { status: ["queued", "running"], sort: "-id", limit: 10 };

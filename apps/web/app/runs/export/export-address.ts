import type { Client } from "@tfbench/client";

export type ExportInput = Parameters<Client["exportRuns"]>[0];

/** Where the browser itself fetches an export: the API's own address, through this origin. */
export function exportAddress(input: ExportInput): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input))
    for (const item of [value].flat()) if (item !== undefined && item !== null) query.append(name, String(item));
  return `/api/v1/runs/export?${query.toString()}`;
}

import { batchWrites } from "@tfbench/store";
import type { Database, TriggerSource } from "@tfbench/store";
import type { Context } from "../context.ts";
import { gather } from "../gather.ts";

type SourceKey = Parameters<typeof batchWrites.findSource>[1];
type Read = (key: SourceKey) => Promise<TriggerSource | undefined>;

const MOST_AT_ONCE = 50;
const reads = new WeakMap<Database, Read>();

/**
 * What a trigger is planned from. Triggers of one scenario that come at the same time share one reading, which begins
 * after all of them came: each sees everything that was answered before it was sent.
 */
export function readSource(ctx: Context, key: Omit<SourceKey, "project_id">): Promise<TriggerSource | undefined> {
  const read =
    reads.get(ctx.db) ?? gather<SourceKey, TriggerSource | undefined>((keys) => readAll(ctx.db, keys), MOST_AT_ONCE);
  reads.set(ctx.db, read);
  return read({ project_id: ctx.project_id, ...key });
}

async function readAll(db: Database, keys: SourceKey[]): Promise<(TriggerSource | undefined)[]> {
  const found = new Map<string, Promise<TriggerSource | undefined>>();
  const readOnce = (key: SourceKey): Promise<TriggerSource | undefined> => {
    const name = `${key.project_id}/${key.scenario_id}/${key.target_id}`;
    const reading = found.get(name) ?? batchWrites.findSource(db, key);
    found.set(name, reading);
    return reading;
  };
  return Promise.all(keys.map(readOnce));
}

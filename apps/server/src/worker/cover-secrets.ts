import { HIDDEN } from "@tfbench/contracts";
import type { EngineRecord, JsonValue } from "@tfbench/contracts";

/** A shorter text occurs by chance, and covering it would change what was measured. */
const SHORTEST_SECRET = 6;

/** Covers secrets that a far end sends back, before anything is stored. Nothing is looked at when there are none. */
export function secretCover(secrets: readonly string[]): (records: EngineRecord[]) => EngineRecord[] {
  // As they are, and as they stand inside a JSON text.
  const texts = secrets
    .filter(({ length }) => length >= SHORTEST_SECRET)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)]);
  const cover = (text: string): string => texts.reduce((covered, secret) => covered.replaceAll(secret, HIDDEN), text);
  const coverJson = (value: JsonValue): JsonValue => JSON.parse(cover(JSON.stringify(value)));
  const coverRecord = (record: EngineRecord): EngineRecord => {
    if (record.kind === "events")
      return { ...record, events: record.events.map((event) => ({ ...event, data: cover(event.data) })) };
    if (record.kind !== "finished") return record;
    const { error, goal_reason, response_json, provider_run } = record.result;
    const result = {
      ...record.result,
      error: error === null ? null : cover(error),
      goal_reason: goal_reason === null ? null : cover(goal_reason),
      response_json: coverJson(response_json),
      provider_run: coverJson(provider_run),
    };
    return { ...record, result };
  };
  return texts.length === 0 ? (records) => records : (records) => records.map(coverRecord);
}

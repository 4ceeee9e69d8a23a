import { chunkKindCode } from "@tfbench/stats";
import type { EventMeaning } from "./provider-adapter.ts";

/** What a chunk log keeps of an event's meaning. */
export function kindCodeOf(event: EventMeaning): number {
  if (event.content !== null) return chunkKindCode(event.content);
  if (event.is_heartbeat) return chunkKindCode("heartbeat");
  if (event.is_terminal) return chunkKindCode("terminal");
  if (event.kind === "malformed") return chunkKindCode("malformed");
  return chunkKindCode(event.is_delta ? "delta" : "event");
}

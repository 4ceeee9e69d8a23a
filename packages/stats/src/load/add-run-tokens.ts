import { isContentCode } from "../chunk-log/chunk-kind.ts";
import type { ChunkLog } from "../chunk-log/chunk-log.ts";
import type { TokenTimeline } from "./token-timeline.ts";

/**
 * Adds a run's output tokens at the times they arrived. Where the server did not say how many tokens a chunk held, what
 * is left of `outputTokens` is spread evenly over those chunks.
 */
export function addRunTokens(timeline: TokenTimeline, log: ChunkLog, outputTokens: number): void {
  const contents: number[] = [];
  let known = 0;
  let unknown = 0;
  for (let index = 0; index < log.length; index += 1) {
    if (isContentCode[log.kindCode(index)] !== true) continue;
    contents.push(index);
    const tokens = log.tokens(index);
    if (tokens === null) unknown += 1;
    else known += tokens;
  }
  const each = unknown === 0 ? 0 : Math.max(0, outputTokens - known) / unknown;
  for (const index of contents) timeline.add(log.offsetUs(index) / 1000, log.tokens(index) ?? each);
}

import { searchSentence as say } from "@tfbench/stats";
import { describeLevel } from "../levels/describe-level.ts";
import type { SearchDocument } from "./search-document.ts";

/** What a search comes to, with how sure it is. */
export const searchSentence = (found: Omit<SearchDocument, "kind" | "sentence">): string =>
  say(
    {
      ...found,
      levels: found.levels.map(({ level, verdict, thresholds }) => ({ level, verdict, n: thresholds[0]?.n ?? 0 })),
    },
    (level) => describeLevel(found.axis, level),
  );

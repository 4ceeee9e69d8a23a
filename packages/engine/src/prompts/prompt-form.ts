import type { JsonObject } from "@tfbench/contracts";
import type { Prompt } from "./prompt.ts";

/** What a provider knows of where its requests say what is asked. */
export type PromptForm = {
  /** Fields in which a prompt may begin, in the order the far end reads them. */
  beginnings: readonly string[];
  /** The API that a request is written for; null where it has no such fields. */
  apiOf(request: JsonObject): string | null;
  /** The request with another prompt. Throws an AppError for one that cannot be said over this API. */
  withTurn(request: JsonObject, turn: Prompt | null, api: string | null): JsonObject;
};

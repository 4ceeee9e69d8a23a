import type { JsonObject, JsonValue } from "@tfbench/contracts";
import type { PromptForm } from "@tfbench/engine";

/** What a person asks of every run, whichever provider it goes to. Null: nothing was said of it. */
export type Wishes = {
  model: string | null;
  maxTokens: number | null;
  minTokens: number | null;
  /** Go on to the limit, whatever the model would do; vLLM and SGLang know it. */
  ignoresEnd: boolean;
  /** In the provider's own form. */
  tools: JsonValue | null;
  /** More fields of the body, over those that follow from the rest. */
  body: JsonObject;
};

/** How one kind of provider is asked: the part of an adapter that is about bodies rather than about HTTP. */
export type RequestForm = PromptForm & {
  /** Names of its APIs; the first is meant where nothing says which. Empty: there is but one way, and it has no name. */
  apis: readonly string[];
  /** The API that a path ends in; null where it ends in none of them. */
  apiAt(path: string): string | null;
  /** Where a server of the usual layout has the API. */
  pathOf(api: string | null): string;
  /** Throws an AppError for a wish that this provider has no words for. */
  write(wishes: Wishes, api: string | null): JsonObject;
};

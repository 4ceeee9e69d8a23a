import type { Provider } from "@tfbench/contracts";
import { PROVIDER_WORD } from "./provider-word.ts";

const ORDER = ["tinyfish", "openai", "anthropic", "http_sse"] as const satisfies readonly Provider[];

export const PROVIDER_OPTIONS = ORDER.map((value) => ({ value, text: PROVIDER_WORD[value] }));

/** A choice as the browser gives it: text. */
export const readProvider = (text: string): Provider => ORDER.find((each) => each === text) ?? "tinyfish";

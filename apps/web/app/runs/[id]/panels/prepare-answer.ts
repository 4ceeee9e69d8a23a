import type { Run } from "@tfbench/contracts";
import { formatNumber } from "#format/format-number.ts";

export type AnswerPart = { name: string; text: string; cut: string | null };

/** More than anybody reads at a glance; the whole text stands in the tree below. */
const SHOWN_CHARACTERS = 20_000;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

/** What an endpoint wrote, to be read as text: its reasoning, where it shows one, and its answer. */
export function prepareAnswer({
  provider,
  response_json: result,
}: Pick<Run, "provider" | "response_json">): AnswerPart[] {
  if (provider === "tinyfish" || !isRecord(result)) return [];
  const named = [
    ["Reasoning", result["reasoning"]],
    ["Answer", result["content"]],
  ] as const;
  return named.flatMap(([name, text]) => (typeof text === "string" && text !== "" ? [partOf(name, text)] : []));
}

const partOf = (name: string, text: string): AnswerPart => ({
  name,
  text: text.slice(0, SHOWN_CHARACTERS),
  cut:
    text.length <= SHOWN_CHARACTERS
      ? null
      : `The first ${formatNumber(SHOWN_CHARACTERS)} of ${formatNumber(text.length)} characters.`,
});

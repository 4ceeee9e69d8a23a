import { parseConversations } from "@tfbench/contracts";
import type { ConversationProblem } from "@tfbench/contracts";
import { conversationOf } from "@tfbench/engine";
import type { ChatScript } from "@tfbench/engine";
import { CliError } from "../cli-error.ts";
import { EXIT_CODE } from "../exit-code.ts";
import { readTextFile } from "../read-text-file.ts";

const wrong = (file: string, { line, message }: ConversationProblem): CliError =>
  new CliError(EXIT_CODE.usage, `${file}${line === null ? "" : `:${line}`}: ${message}.`, {
    hint: 'Conversations are JSONL as {"messages": [{"role": "user", "content": "..."}, ...]}, or a ShareGPT list in JSON.',
  });

/**
 * The conversations of a JSONL or ShareGPT file, of at most so many turns each. Throws a CliError with the line that cannot
 * be read.
 */
export function readConversationFile(file: string, turns: number): Extract<ChatScript, { kind: "listed" }> {
  const text = readTextFile(file, {
    what: "prompt file",
    hint: "Check the path; it is taken from the folder the command runs in.",
  });
  const parsed = parseConversations(text, /\.json$/i.test(file) ? "sharegpt" : "jsonl");
  if (parsed.problem !== null) throw wrong(file, parsed.problem);
  const conversations = parsed.conversations.flatMap((told) => conversationOf(told, turns) ?? []);
  const said = conversations.reduce((sum, { says }) => sum + says.length + 1, 0);
  return {
    kind: "listed",
    conversations,
    description: `${conversations.length} conversations of ${file} with ${said} turns`,
  };
}

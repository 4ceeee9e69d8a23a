import type { Provider } from "@tfbench/contracts";
import { CliError } from "../cli-error.ts";
import { EXIT_CODE } from "../exit-code.ts";
import type { ChatPlan, SyntheticOptions } from "@tfbench/engine";
import { readConversationFile } from "./read-conversation-file.ts";

type Asked = Pick<ChatPlan, "thinkMs"> & {
  /** Of each conversation; those of a file may be shorter. */
  turns: number;
  provider: Provider;
  api: string | null;
  /** Where conversations are read from; null: made up. */
  file: string | null;
  synthetic: SyntheticOptions;
  hasImages: boolean;
};

/** Throws a CliError where the provider has no conversations, or the file cannot be read. */
export function chatPlan({ turns, thinkMs, provider, api, file, synthetic, hasImages }: Asked): ChatPlan {
  if ((provider !== "openai" && provider !== "anthropic") || api === "completions") {
    throw new CliError(EXIT_CODE.usage, `Chats have a history, and ${api ?? provider} takes none.`, {
      hint: "Turns are for chat completions, responses and Anthropic's messages.",
    });
  }
  if (hasImages) {
    throw new CliError(EXIT_CODE.usage, "Turns of chats are words: images do not go with them.", {
      hint: "Leave the images away, or the turns.",
    });
  }
  if (file === null) return { script: { kind: "synthetic", turns, prompts: synthetic }, turns, thinkMs };
  const script = readConversationFile(file, turns);
  const most = script.conversations.reduce((longest, { says }) => Math.max(longest, says.length + 1), 1);
  return { script, turns: most, thinkMs };
}

import { AppError } from "@tfbench/contracts";
import type { Automation, RunSettings } from "@tfbench/contracts";

/** Completions take no history, and of other streams and of agents it is not known how. */
export function assertChatsFit(
  { provider, request }: Pick<Automation, "provider" | "request">,
  { chats }: Pick<RunSettings, "chats">,
): void {
  if (chats === undefined || provider === "anthropic") return;
  if (provider === "openai" && request["prompt"] === undefined) return;
  throw new AppError("conflict", "Chats have a history, and what this automation asks takes none.", {
    hint: "Turns are for chat completions, responses and Anthropic's messages: leave chats out of run_settings.",
    fields: [{ field: "run_settings.chats", message: "do not fit the automation" }],
  });
}

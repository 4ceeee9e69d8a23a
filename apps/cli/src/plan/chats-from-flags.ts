import type { Provider } from "@tfbench/contracts";
import type { ChatPlan } from "@tfbench/engine";
import { chatPlan } from "../chats/chat-plan.ts";
import { CliError } from "../cli-error.ts";
import { EXIT_CODE } from "../exit-code.ts";
import type { SyntheticOptions } from "@tfbench/engine";
import type { RangeMs } from "./parse-duration-range.ts";

export type ChatFlags = { turns?: number; thinkTime?: RangeMs };

type Given = ChatFlags & {
  provider: Provider;
  api: string | null;
  promptFile?: string;
  image: string[];
  replay?: string;
};

/** The chats that the flags ask for; null without `--turns`. Throws a CliError where they do not fit what else is said. */
export function chatsFromFlags(
  { turns, thinkTime, provider, api, promptFile, image, replay }: Given,
  synthetic: SyntheticOptions,
): ChatPlan | null {
  if (turns === undefined) {
    if (thinkTime === undefined) return null;
    throw new CliError(
      EXIT_CODE.usage,
      "--think-time is the time between the turns of chats, and --turns is missing.",
      {
        hint: "Add --turns N, the number of turns of each conversation.",
      },
    );
  }
  if (replay !== undefined) {
    throw new CliError(EXIT_CODE.usage, "--turns and --replay do not go together: a trace says when each run is due.", {
      hint: "Leave one of them away.",
    });
  }
  const thinkMs = thinkTime ?? { from: 0, to: 0 };
  return chatPlan({ turns, thinkMs, provider, api, file: promptFile ?? null, synthetic, hasImages: image.length > 0 });
}

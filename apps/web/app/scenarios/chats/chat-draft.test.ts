import { RunSettings } from "@tfbench/contracts";
import { expect, test } from "vitest";
import {
  chatDraftOf,
  chatObstacle,
  chatSettings,
  conversationErrors,
  EMPTY_CHAT,
  type ChatDraft,
} from "./chat-draft.ts";

const draft = (changes: Partial<ChatDraft>): ChatDraft => ({ ...EMPTY_CHAT, isChat: true, ...changes });
const LINE = '{"messages":[{"role":"user","content":"Hi"},{"role":"user","content":"And now?"}],"max_tokens":9}';

test("chats that are made up say how long a turn is, and are what the API takes", () => {
  const settings = chatSettings(draft({}), undefined);

  expect(settings).toEqual({
    chats: { turns: 3, think_ms: { from: 1_000, to: 3_000 } },
    prompts: { allow_repeats: false, synthetic: { input_tokens: 100, shared_prefix_tokens: 0 } },
  });
  expect(RunSettings.parse(settings)).toMatchObject(settings);
});

test.each([
  ["JSONL", LINE],
  ["ShareGPT", '[{"id":1,"conversations":[{"from":"human","value":"Hi"},{"from":"human","value":"And now?"}]}]'],
])("conversations are pasted as %s, and come back as JSONL when they are edited", (_, conversations) => {
  const settings = chatSettings(draft({ says: "given", conversations }), { allow_repeats: true });

  expect(settings.prompts).toEqual({ allow_repeats: true });
  expect(settings.chats?.conversations?.[0]?.messages.map(({ content }) => content)).toEqual(["Hi", "And now?"]);
  const again = chatDraftOf(settings);
  expect(chatSettings(again, settings.prompts)).toEqual(settings);
  expect(again.conversations).toContain('"messages"');
});

test("what cannot be read is said with its line", () => {
  expect(conversationErrors({ conversations: `${LINE}\n{"messages":` })[0]).toMatch(/^Line 2: it is no JSON/);
  expect(conversationErrors({ conversations: `${LINE}\n\n{"messages":[]}` })).toEqual([
    "Line 3: this line is no conversation.",
  ]);
  expect(conversationErrors({ conversations: " " })).toEqual([]);
});

test.each<[string | null, ChatDraft]>([
  [null, EMPTY_CHAT],
  [null, draft({})],
  ["Fill in the chats first.", draft({ turns: "" })],
  ["Say how long a turn is first.", draft({ input_tokens: "" })],
  ["Paste the conversations first.", draft({ says: "given" })],
  ["Mend the conversations that are marked first.", draft({ says: "given", conversations: "{" })],
])("%s", (obstacle, given) => {
  expect(chatObstacle(given)).toBe(obstacle);
});

test("runs that stand alone keep the prompts a scenario had", () => {
  expect(chatSettings(EMPTY_CHAT, { allow_repeats: true })).toEqual({ prompts: { allow_repeats: true } });
  expect(chatSettings(EMPTY_CHAT, undefined)).toEqual({});
});

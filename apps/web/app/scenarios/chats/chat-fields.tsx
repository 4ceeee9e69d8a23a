"use client";

import type { Automation } from "@tfbench/contracts";
import { ChoiceField } from "#components/form/choice-field.tsx";
import type { FieldErrors } from "#components/form/field-errors.ts";
import { NumberField } from "#components/form/number-field.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { countOf } from "#format/count-of.ts";
import { conversationErrors, countConversations, type ChatDraft } from "./chat-draft.ts";

const KINDS = [
  { value: "alone", text: "Stands alone" },
  { value: "chat", text: "Is a turn of a chat, with the answers before it" },
] as const;
const SAYS = [
  { value: "made_up", text: "Made up, of common words" },
  { value: "given", text: "Conversations of my own" },
] as const;

type ChatFieldsProps = {
  automation: Automation | undefined;
  draft: ChatDraft;
  errors: FieldErrors;
  onChange: (draft: ChatDraft) => void;
};
type TurnFieldsProps = Omit<ChatFieldsProps, "automation" | "onChange"> & {
  onChange: (changes: Partial<ChatDraft>) => void;
};

/** Completions take no history, and of other streams it is not known how. */
const hasChats = (automation: Automation | undefined): boolean =>
  automation?.provider === "anthropic" ||
  (automation?.provider === "openai" && automation.request["prompt"] === undefined);

/** Whether runs stand alone or follow each other, and what is said in them; nothing where they cannot. */
export function ChatFields({ automation, draft, errors, onChange }: ChatFieldsProps) {
  if (!hasChats(automation)) return null;
  const change = (changes: Partial<ChatDraft>) => onChange({ ...draft, ...changes });
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-1 font-strong">Chats</legend>
      <ChoiceField
        label="Each run"
        value={draft.isChat ? "chat" : "alone"}
        options={KINDS}
        onChange={(kind) => change({ isChat: kind === "chat" })}
        hint={draft.isChat ? "A load then counts conversations; a run is one of their turns." : undefined}
      />
      {draft.isChat ? <TurnFields draft={draft} errors={errors} onChange={change} /> : null}
    </fieldset>
  );
}

function TurnFields({ draft, errors, onChange }: TurnFieldsProps) {
  const thinkErrors = errors.of("run_settings.chats.think_ms");
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-3">
        <NumberField
          label="Turns, at most"
          text={draft.turns}
          errors={errors.of("run_settings.chats.turns")}
          onChange={(turns) => onChange({ turns })}
          hint="2 to 100."
        />
        <NumberField
          label="Think time from (s)"
          text={draft.think_from_s}
          errors={thinkErrors}
          onChange={(from) => onChange({ think_from_s: from })}
          hint="After the last word of an answer."
        />
        <NumberField label="to (s)" text={draft.think_to_s} onChange={(to) => onChange({ think_to_s: to })} />
      </div>
      <ChoiceField
        label="What its user says"
        value={draft.says}
        options={SAYS}
        onChange={(says) => onChange({ says: says === "given" ? "given" : "made_up" })}
      />
      {draft.says === "made_up" ? (
        <NumberField
          label="Tokens of each turn, about"
          text={draft.input_tokens}
          errors={errors.of("run_settings.prompts.synthetic.input_tokens")}
          onChange={(tokens) => onChange({ input_tokens: tokens })}
          hint="4 to 131,072. The history comes on top of it."
        />
      ) : (
        <ConversationsField draft={draft} errors={errors} onChange={onChange} />
      )}
    </>
  );
}

function ConversationsField({ draft: { conversations: text }, errors, onChange }: TurnFieldsProps) {
  const found = conversationErrors({ conversations: text });
  const count = text.trim() === "" ? null : countConversations(text);
  return (
    <TextField
      label="Conversations"
      isLong
      text={text}
      placeholder={'{"messages": [{"role": "user", "content": "..."}, ...]}'}
      errors={found.length > 0 ? found : errors.of("run_settings.chats.conversations")}
      onChange={(conversations) => onChange({ conversations })}
      hint={`JSONL, one a line, or a ShareGPT list. Answers in it are left out: the target gives its own.${count === null ? "" : ` ${countOf(count, "conversation")}.`}`}
    />
  );
}

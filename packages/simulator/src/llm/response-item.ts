import type { Channel, Piece } from "./llm-format.ts";
import { responseId } from "./response-id.ts";

export interface ItemContent {
  channel: Channel;
  text: string;
  toolName: string | null;
}

export interface ItemPlace {
  request: number;
  /** Place among the response's items, from 0. */
  index: number;
}

export type ItemEvent = [type: string, fields: Record<string, unknown>];

/** One item of a response while its deltas are written. */
export interface OpenItem {
  readonly index: number;
  readonly opening: readonly ItemEvent[];
  accepts(piece: Piece): boolean;
  delta(text: string): ItemEvent;
  /** The events before output_item.done, and the item as it is then. */
  done(): { events: readonly ItemEvent[]; item: unknown };
}

export function createOpenItem(first: Piece, place: ItemPlace): OpenItem {
  const { channel, call, toolName } = first;
  const itemId = itemIdOf(channel, place);
  const { name, part, hasPart } = SHAPES[channel];
  const inPart = hasPart ? { content_index: 0 } : {};
  const at = { item_id: itemId, output_index: place.index, ...inPart };
  let text = "";

  const added = { ...emptyItem({ channel, text: "", toolName }, place), status: "in_progress" };
  const opening: ItemEvent[] = [["response.output_item.added", { output_index: place.index, item: added }]];
  if (hasPart) opening.push(["response.content_part.added", { ...at, part: part("") }]);
  return {
    index: place.index,
    opening,
    accepts: (piece) => piece.channel === channel && piece.call === call,
    delta(more) {
      text += more;
      return [`response.${name}.delta`, { ...at, delta: more, ...(channel === "answer" && { logprobs: [] }) }];
    },
    done() {
      const whole = channel === "tool_call" ? { name: toolName, arguments: text } : { text };
      const events: ItemEvent[] = [
        [`response.${name}.done`, { ...at, ...whole, ...(channel === "answer" && { logprobs: [] }) }],
      ];
      if (hasPart) events.push(["response.content_part.done", { ...at, part: part(text) }]);
      return { events, item: finishedItem({ channel, text, toolName }, place) };
    },
  };
}

export function finishedItem(content: ItemContent, place: ItemPlace): unknown {
  const item = emptyItem(content, place);
  if (content.channel === "tool_call") return { ...item, status: "completed", arguments: content.text };
  return { ...item, status: "completed", content: [SHAPES[content.channel].part(content.text)] };
}

const SHAPES = {
  answer: {
    name: "output_text",
    hasPart: true,
    part: (text: string) => ({ type: "output_text", text, annotations: [], logprobs: [] }),
  },
  reasoning: {
    name: "reasoning_text",
    hasPart: true,
    part: (text: string) => ({ type: "reasoning_text", text }),
  },
  tool_call: {
    name: "function_call_arguments",
    hasPart: false,
    part: (text: string) => ({ type: "function_call", text }),
  },
} as const;

const PREFIXES: Record<Channel, string> = { answer: "msg", reasoning: "rs", tool_call: "fc" };

const itemIdOf = (channel: Channel, { request, index }: ItemPlace) =>
  `${PREFIXES[channel]}_${responseId(request)}-${index}`;

function emptyItem({ channel, toolName }: ItemContent, place: ItemPlace): Record<string, unknown> {
  const id = itemIdOf(channel, place);
  if (channel === "answer") return { id, type: "message", role: "assistant", content: [] };
  if (channel === "reasoning") return { id, type: "reasoning", summary: [], content: [] };
  return { id, type: "function_call", call_id: `call_${id}`, name: toolName, arguments: "" };
}

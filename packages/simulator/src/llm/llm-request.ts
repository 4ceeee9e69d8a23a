/** What the four request bodies have in common. */
export interface LlmRequest {
  model: string;
  isStreamed: boolean;
  promptText: string;
  messages: number;
  /** Known where the prompt came as tokens. */
  promptTokens: number | null;
  lastUserText: string;
  maxTokens: number | null;
  minTokens: number;
  /** Generate up to maxTokens, whatever the answer's own length. */
  ignoresEnd: boolean;
  /** Whether the stream shall say how many tokens there were. */
  asksForUsage: boolean;
  /** Name of the first tool the request offers. */
  toolName: string | null;
}

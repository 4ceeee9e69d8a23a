/** A server-sent event whose name is its JSON's `type`, as Anthropic's and the responses API have it. */
export function namedEvent(event: { type: string } & Record<string, unknown>): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

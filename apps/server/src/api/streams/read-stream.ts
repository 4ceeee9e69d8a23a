export type StreamMessage = { event: string | null; id: string | null; data: string };

/** Reads a test's stream message by message; comments come as messages without data. */
export async function* readStream(response: Response): AsyncGenerator<StreamMessage> {
  if (response.body === null) throw new Error("The answer has no body.");
  let text = "";
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    for (let end = text.indexOf("\n\n"); end !== -1; end = text.indexOf("\n\n")) {
      yield readMessage(text.slice(0, end));
      text = text.slice(end + 2);
    }
  }
}

function readMessage(block: string): StreamMessage {
  const field = (name: string) =>
    block
      .split("\n")
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2) ?? null;
  return { event: field("event"), id: field("id"), data: field("data") ?? "" };
}

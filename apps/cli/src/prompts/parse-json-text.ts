/** The value of JSON in a file that a person named. Throws what `refuse` makes of why it is none. */
export function parseJsonText(text: string, refuse: (why: string) => Error): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch (cause) {
    throw refuse(`it is no JSON: ${cause instanceof Error ? cause.message : String(cause)}.`);
  }
}

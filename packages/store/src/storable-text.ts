/** What PostgreSQL cannot hold, NUL and lone surrogates, becomes U+FFFD. */
export function storableText(text: string): string {
  return (text.includes("\0") ? text.replaceAll("\0", "\uFFFD") : text).toWellFormed();
}

// JSON.stringify writes only lone surrogates as \udxxx. An escaped backslash is matched so that what follows it is not.
const UNSTORABLE_ESCAPE = /\\\\|\\u(?:0000|d[89a-f][0-9a-f]{2})/g;

/** A value as JSON text whose strings, keys included, PostgreSQL can hold. */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value);
  if (!json.includes("\\u0000") && !json.includes("\\ud")) return json;
  return json.replaceAll(UNSTORABLE_ESCAPE, (escape) => (escape === "\\\\" ? escape : "\uFFFD"));
}

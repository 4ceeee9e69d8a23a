/** A piece of a text: written as it is, or a place that a value fills. */
export type TemplatePart = { literal: string } | { place: string };

const PLACE = /\{\{ *([A-Za-z_][A-Za-z0-9_.-]{0,63}) *\}\}/y;

/**
 * Splits a text at its `{{name}}` places. `{{{{` stands for two literal braces. Null when a `{{` begins neither,
 * because guessing would send a half-filled text to the provider.
 */
export function parseTemplate(text: string): TemplatePart[] | null {
  const parts: TemplatePart[] = [];
  let literal = "";
  let at = 0;
  for (;;) {
    const braces = text.indexOf("{{", at);
    if (braces === -1) break;
    literal += text.slice(at, braces);
    if (text.startsWith("{{{{", braces)) {
      literal += "{{";
      at = braces + 4;
      continue;
    }
    PLACE.lastIndex = braces;
    const name = PLACE.exec(text)?.[1];
    if (name === undefined) return null;
    if (literal !== "") parts.push({ literal });
    parts.push({ place: name });
    literal = "";
    at = PLACE.lastIndex;
  }
  literal += text.slice(at);
  if (literal !== "") parts.push({ literal });
  return parts;
}

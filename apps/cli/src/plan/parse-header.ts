const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const CONTROL = /[\u0000-\u0008\u000A-\u001F\u007F]/;

/** `Name: value` as a pair; a sentence that says what is wrong where it is none. */
export function parseHeader(text: string): [name: string, value: string] | string {
  const colon = text.indexOf(":");
  const name = text.slice(0, Math.max(0, colon)).trim();
  if (!TOKEN.test(name)) return `"${text}" is no header; write it as "Name: value".`;
  const value = text.slice(colon + 1).trim();
  return CONTROL.test(value) ? `The value of ${name} holds a control character.` : [name, value];
}

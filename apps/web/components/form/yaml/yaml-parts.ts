import { CST, Lexer } from "yaml";
import type { CodePart } from "../editor/part-mark.ts";

export type YamlPart = { part: CodePart; from: number; to: number };

/** Signs of the lexer that stand for nothing in the text. */
const WITHOUT_LENGTH = new Set<string | null>(["doc-mode", "flow-error-end", "scalar"]);
const NUMBER = /^[-+]?(\d[\d_]*(\.\d+)?([eE][-+]?\d+)?|\.\d+|0x[\da-fA-F]+|0o[0-7]+|\.inf|\.nan)$/i;
const CONSTANT = /^(true|false|null|~)$/i;

const partOf = (plain: string): CodePart =>
  CONSTANT.test(plain) ? "constant" : NUMBER.test(plain) ? "number" : "text";

/** The names, values and comments of a text, which need not be complete. */
export function yamlParts(text: string): YamlPart[] {
  const parts: YamlPart[] = [];
  let offset = 0;
  let before: string | null = null;
  for (const token of new Lexer().lex(text)) {
    // After the sign for a plain scalar comes its text, which may look like any other sign.
    const kind: string | null = before === "scalar" ? "plain" : CST.tokenType(token);
    before = kind;
    if (WITHOUT_LENGTH.has(kind) || token === "") continue;
    const at = { from: offset, to: offset + token.length };
    offset = at.to;
    const last = parts.at(-1);
    if (kind === "plain") parts.push({ ...at, part: partOf(token.trim()) });
    if (kind === "single-quoted-scalar" || kind === "double-quoted-scalar") parts.push({ ...at, part: "text" });
    if (kind === "comment") parts.push({ ...at, part: "comment" });
    if (kind === "map-value-ind" && last !== undefined && isBefore(text, last, at.from)) last.part = "name";
  }
  return parts;
}

const isBefore = (text: string, last: YamlPart, offset: number): boolean =>
  last.part !== "comment" && text.slice(last.to, offset).trim() === "" && !text.slice(last.to, offset).includes("\n");

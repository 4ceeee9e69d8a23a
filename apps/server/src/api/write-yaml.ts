import { Document, isScalar, visit } from "yaml";

/** What YAML 1.2 does not count as printable (5.1), as far as a JSON string can hold it unescaped. */
const UNPRINTABLE = /[\u007f-\u0084\u0086-\u009f\ufffe\uffff]/;
const ALL_UNPRINTABLE = new RegExp(UNPRINTABLE, "g");

/**
 * JSON as YAML that any reader takes: the library leaves control characters as they are, which others refuse. Texts
 * that hold one are quoted, and only inside quotes may it be escaped.
 */
export function writeYaml(content: unknown): string {
  const document = new Document(content, { aliasDuplicateObjects: false });
  visit(document, (_, node) => {
    if (isScalar(node) && typeof node.value === "string" && UNPRINTABLE.test(node.value)) node.type = "QUOTE_DOUBLE";
  });
  return document.toString({ lineWidth: 0 }).replace(ALL_UNPRINTABLE, escaped);
}

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

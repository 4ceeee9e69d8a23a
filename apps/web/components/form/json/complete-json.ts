import { snippet, type Completion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";
import type { JsonSchema } from "@tfbench/contracts";
import { completeNames, completeValues, valueFor, type SchemaChoice } from "./complete-schema.ts";
import { namesIn, pathOf, type JsonNode } from "./json-tree.ts";

const describe = ({ label, detail, info }: SchemaChoice): Completion => ({
  label,
  ...(detail === "" ? {} : { detail }),
  ...(info === null ? {} : { info }),
});

/** The name or value under the cursor, with its quotes, as far as it is written. */
function wordAt(context: CompletionContext): { from: number; to: number } {
  const before = context.matchBefore(/"?[\w.-]*/);
  const after = /^[\w.-]*"?/.exec(context.state.sliceDoc(context.pos, context.pos + 100))?.[0] ?? "";
  const isQuoted = before?.text.startsWith('"') ?? false;
  return { from: before?.from ?? context.pos, to: isQuoted ? context.pos + after.length : context.pos };
}

function enclosing(node: JsonNode, names: readonly string[]): JsonNode | null {
  for (let at: JsonNode | null = node; at !== null; at = at.parent) if (names.includes(at.name)) return at;
  return null;
}

/** Completes names and listed values from a JSON Schema. */
export const completeJson =
  (schema: JsonSchema) =>
  (context: CompletionContext): CompletionResult | null => {
    const text = context.state.doc.toString();
    const node = syntaxTree(context.state).resolveInner(context.pos, -1);
    const word = wordAt(context);
    if (!context.explicit && word.from === context.pos) return null;
    const isAfterColon = /:\s*$/.test(text.slice(0, word.from));
    const property = enclosing(node, ["Property", "Object"]);
    if (isAfterColon) {
      if (property?.name !== "Property") return null;
      const choices = completeValues(schema, pathOf(property, text));
      return choices.length === 0
        ? null
        : { ...word, filter: false, options: matching(choices, text, word).map(asValue) };
    }
    const object = enclosing(node, ["Object"]);
    if (object === null || !/[{,]\s*$/.test(text.slice(0, word.from))) return null;
    const path = pathOf(object, text);
    const written = text.slice(word.from, word.to).replaceAll('"', "");
    const given = namesIn(object, text).filter((name) => name !== written);
    const hasColon = /^\s*:/.test(text.slice(word.to));
    const options = matching(completeNames(schema, path, given), text, word).map((choice): Completion => {
      const rest = hasColon ? "" : `: ${valueFor(schema, [...path, choice.label])}`;
      return { ...describe(choice), apply: snippet(`"${choice.label}"${cursorIn(rest)}`) };
    });
    return { ...word, filter: false, options };
  };

/** A snippet's `${}` is where the cursor goes; its other braces are written with a backslash. */
const cursorIn = (rest: string): string => {
  if (rest.endsWith("{}")) return `${rest.slice(0, -2)}\\{\${}\\}`;
  if (rest.endsWith("[]") || rest.endsWith('""')) return `${rest.slice(0, -1)}\${}${rest.slice(-1)}`;
  return `${rest}\${}`;
};

function matching(choices: SchemaChoice[], text: string, { from, to }: { from: number; to: number }): SchemaChoice[] {
  const begun = text.slice(from, to).replaceAll('"', "").toLowerCase();
  return choices.filter(({ label }) => label.toLowerCase().includes(begun));
}

const asValue = (choice: SchemaChoice): Completion => ({
  ...describe(choice),
  apply: choice.isText ? JSON.stringify(choice.label) : choice.label,
});

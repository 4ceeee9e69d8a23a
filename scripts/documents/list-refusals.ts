import ts from "typescript";
import { walk, type SourceFile } from "../check/source-file.ts";

/** The fixed pieces of a sentence; what is filled in between them is left out. */
export type Refusal = { path: string; pieces: string[] };

/** Sentences that end a start: of every ConfigError, of every AppError `unavailable`, and of errors of the given files. */
export function listRefusals({ path, tree }: SourceFile, { everyError }: { everyError: boolean }): Refusal[] {
  const refusals: Refusal[] = [];
  walk(tree, (node) => {
    if (!ts.isNewExpression(node)) return;
    const name = node.expression.getText(tree);
    const [first, second] = node.arguments ?? [];
    const isUnavailable = first !== undefined && ts.isStringLiteral(first) && first.text === "unavailable";
    const sentence = name === "AppError" && isUnavailable ? second : first;
    const isRefusal =
      name === "ConfigError" || (name === "AppError" && isUnavailable) || (everyError && name === "Error");
    const pieces = isRefusal && sentence !== undefined ? piecesOf(sentence) : [];
    if (pieces.length > 0) refusals.push({ path, pieces });
  });
  return refusals;
}

function piecesOf(node: ts.Expression): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (!ts.isTemplateExpression(node)) return [];
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].filter((text) => text.length > 4);
}

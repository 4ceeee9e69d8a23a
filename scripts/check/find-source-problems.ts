import ts from "typescript";
import type { Problem } from "./problem.ts";
import { lineOf, walk, type SourceFile } from "./source-file.ts";

type Rule = {
  message: string;
  appliesTo?: (path: string) => boolean;
  isBroken: (node: ts.Node, tree: ts.SourceFile) => boolean;
};

const isCallOf = (node: ts.Node, text: string, tree: ts.SourceFile): node is ts.CallExpression =>
  ts.isCallExpression(node) && node.expression.getText(tree) === text;

const isWorkspacePath = (node: ts.Node | undefined): boolean =>
  node !== undefined && ts.isStringLiteralLike(node) && /^(\.|@tfbench\/|node:|@\/)/.test(node.text);

const isEmptyFunction = (node: ts.Node): boolean => {
  if (!ts.isArrowFunction(node) && !ts.isFunctionExpression(node)) return false;
  if (ts.isBlock(node.body)) return node.body.statements.length === 0;
  return node.body.getText() === "undefined" || node.body.kind === ts.SyntaxKind.VoidExpression;
};

const RULES: readonly Rule[] = [
  {
    message: "a package's index names what it exports; `export *` does not",
    isBroken: (node) => ts.isExportDeclaration(node) && node.exportClause === undefined,
  },
  {
    message: "measured time comes from the Clock, never from Date.now or performance.now",
    appliesTo: (path) => path.startsWith("packages/engine/") && !/clock[^/]*\.ts$|\.test\.ts$/.test(path),
    isBroken: (node, tree) =>
      isCallOf(node, "Date.now", tree) ||
      isCallOf(node, "performance.now", tree) ||
      (ts.isNewExpression(node) && node.expression.getText(tree) === "Date" && !node.arguments?.length),
  },
  {
    message: "a mock of a module we own tests the mock; use the real part",
    isBroken: (node, tree) =>
      (isCallOf(node, "vi.mock", tree) || isCallOf(node, "vi.doMock", tree)) && isWorkspacePath(node.arguments[0]),
  },
  {
    message: "an abstract class; pass functions what they need instead",
    isBroken: (node) =>
      ts.isClassDeclaration(node) && (node.modifiers ?? []).some((one) => one.kind === ts.SyntaxKind.AbstractKeyword),
  },
  {
    message: "`as unknown as` switches the type checker off; parse at the edge",
    isBroken: (node) =>
      ts.isAsExpression(node) &&
      ts.isAsExpression(node.expression) &&
      node.expression.type.kind === ts.SyntaxKind.UnknownKeyword,
  },
  {
    message: "a catch that does nothing hides the failure; handle it or let it rise",
    isBroken: (node) =>
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      node.expression.name.text === "catch" &&
      node.arguments.some(isEmptyFunction),
  },
];

const COMMENT_RULES: readonly { message: string; isBroken: (text: string) => boolean }[] = [
  {
    message: "a TODO names a public issue or is removed",
    isBroken: (text) => /\b(TODO|FIXME|XXX)\b/.test(text) && !text.includes("https://"),
  },
  { message: "no section banners", isBroken: (text) => /^(\/\/|\/\*)\s*[-=*#]{4,}/.test(text) },
  {
    message: "no ticket ids in comments",
    isBroken: (text) => /(^|\s)#\d+\b|\b[A-Z]{2,6}-\d{2,}\b/.test(text.replace(/\b(ISO|RFC|UTF|SHA|MIT|ADR)-\d+/g, "")),
  },
];

/** Breaches of docs/CONTRIBUTING's rules that the linter has no rule for. */
export function findSourceProblems(sources: readonly SourceFile[]): Problem[] {
  return sources.flatMap((source) => [...brokenRules(source), ...brokenComments(source)]);
}

function brokenRules({ path, tree }: SourceFile): Problem[] {
  const found: Problem[] = [];
  const rules = RULES.filter((rule) => rule.appliesTo?.(path) ?? true);
  walk(tree, (node) => {
    for (const rule of rules) {
      if (rule.isBroken(node, tree)) found.push({ file: path, line: lineOf(tree, node), message: rule.message });
    }
  });
  return found;
}

function brokenComments({ path, tree }: SourceFile): Problem[] {
  const found: Problem[] = [];
  for (const { text, position } of listComments(tree)) {
    for (const rule of COMMENT_RULES) {
      if (!rule.isBroken(text)) continue;
      found.push({ file: path, line: tree.getLineAndCharacterOfPosition(position).line + 1, message: rule.message });
    }
  }
  return found;
}

function listComments(tree: ts.SourceFile): { text: string; position: number }[] {
  const found = new Map<number, string>();
  walk(tree, (node) => {
    for (const range of [
      ...(ts.getLeadingCommentRanges(tree.text, node.getFullStart()) ?? []),
      ...(ts.getTrailingCommentRanges(tree.text, node.getEnd()) ?? []),
    ]) {
      found.set(range.pos, tree.text.slice(range.pos, range.end));
    }
  });
  return [...found].map(([position, text]) => ({ text, position }));
}

import ts from "typescript";

/** A parsed source with its path relative to the root. */
export type SourceFile = { path: string; tree: ts.SourceFile };

export type Import = { specifier: string; isTypeOnly: boolean; line: number };

export function parseSource(path: string, text: string): SourceFile {
  return { path, tree: ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true) };
}

export const lineOf = (tree: ts.SourceFile, node: ts.Node): number =>
  tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;

/** Calls `visit` for every node of the tree, parents first. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

const isTypeOnlyClause = (clause: ts.ImportClause): boolean => {
  if (clause.isTypeOnly) return true;
  const bindings = clause.namedBindings;
  if (clause.name || !bindings || !ts.isNamedImports(bindings)) return false;
  return bindings.elements.length > 0 && bindings.elements.every((element) => element.isTypeOnly);
};

/** Every module a file names: static and dynamic imports, re-exports, and `new URL("x", import.meta.url)` workers. */
export function listImports({ tree }: SourceFile): Import[] {
  const found: Import[] = [];
  const add = (node: ts.Node, specifier: ts.Node | undefined, isTypeOnly: boolean) => {
    if (specifier && ts.isStringLiteralLike(specifier)) {
      found.push({ specifier: specifier.text, isTypeOnly, line: lineOf(tree, node) });
    }
  };
  walk(tree, (node) => {
    if (ts.isImportDeclaration(node)) {
      add(node, node.moduleSpecifier, node.importClause !== undefined && isTypeOnlyClause(node.importClause));
    } else if (ts.isExportDeclaration(node)) {
      add(node, node.moduleSpecifier, node.isTypeOnly);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node, node.argument.literal, true);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node, node.arguments[0], false);
    } else if (ts.isNewExpression(node) && node.expression.getText(tree) === "URL" && node.arguments?.length === 2) {
      const path = node.arguments[0];
      if (path && ts.isStringLiteralLike(path) && /^\.{1,2}\/.*\.(ts|tsx|mjs)$/.test(path.text)) add(node, path, false);
    }
  });
  return found;
}

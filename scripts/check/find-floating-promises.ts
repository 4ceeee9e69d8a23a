import { relative } from "node:path";
import ts from "typescript";
import type { Problem } from "./problem.ts";
import { lineOf, walk } from "./source-file.ts";

/** Statements that start a promise and let it go: its failure would end the process or be lost. `void` says it is meant. */
export function findFloatingPromises(root: string, configFile: string): Problem[] {
  const program = openProgram(configFile);
  const checker = program.getTypeChecker();
  const isThenable = (type: ts.Type): boolean =>
    type.isUnion()
      ? type.types.some(isThenable)
      : checker.getPropertyOfType(type, "then") !== undefined && !(type.flags & ts.TypeFlags.Any);
  return program.getSourceFiles().flatMap((tree) => {
    if (tree.isDeclarationFile || tree.fileName.includes("/node_modules/")) return [];
    const found: Problem[] = [];
    walk(tree, (node) => {
      if (!ts.isExpressionStatement(node) || isDealtWith(node.expression)) return;
      if (!isThenable(checker.getTypeAtLocation(node.expression))) return;
      found.push({
        file: relative(root, tree.fileName),
        line: lineOf(tree, node),
        message: "a promise nobody waits for; await it, return it, or say `void`",
      });
    });
    return found;
  });
}

function openProgram(configFile: string): ts.Program {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (problem: ts.Diagnostic) => fail(problem) };
  const config = ts.getParsedCommandLineOfConfigFile(configFile, { noEmit: true, incremental: false }, host);
  if (!config) throw new Error(`${configFile} cannot be read.`);
  return ts.createProgram(config.fileNames, config.options);
}

const fail = (problem: ts.Diagnostic): never => {
  throw new Error(ts.flattenDiagnosticMessageText(problem.messageText, "\n"));
};

/** Awaited, voided, assigned, or given a handler for its failure. */
function isDealtWith(expression: ts.Expression): boolean {
  if (ts.isAwaitExpression(expression) || ts.isVoidExpression(expression)) return true;
  if (ts.isBinaryExpression(expression) && expression.operatorToken.kind === ts.SyntaxKind.EqualsToken) return true;
  if (!ts.isCallExpression(expression) || !ts.isPropertyAccessExpression(expression.expression)) return false;
  const called = expression.expression.name.text;
  return (
    (called === "catch" && expression.arguments.length > 0) || (called === "then" && expression.arguments.length > 1)
  );
}

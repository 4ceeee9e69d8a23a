import { AppError } from "@tfbench/contracts";
import type { CatalogueProblem, FieldProblem } from "@tfbench/contracts";
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import type { Document, Node } from "yaml";

/** A file that was read, and where in it a path of its content stands. */
export type YamlSource = { content: unknown; place: (problems: readonly FieldProblem[]) => CatalogueProblem[] };

/** Reads YAML, of which JSON is a part. Throws with line and column where it cannot be read. */
export function readYaml(text: string): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: "error" });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  if (document.errors.length > 0)
    throw unreadable(document.errors.map(({ pos, message }) => ({ ...at(pos[0]), path: "", message })));
  return {
    content: toContent(document),
    place: (problems) =>
      problems.map(({ field, message }) => ({ ...at(offsetOf(document, field.split("."))), path: field, message })),
  };
}

function toContent(document: Document.Parsed): unknown {
  try {
    return document.toJS() as unknown;
  } catch (cause) {
    // Aliases that would grow without bound.
    const message = cause instanceof Error ? cause.message : String(cause);
    throw unreadable([{ line: 1, column: 1, path: "", message }]);
  }
}

const unreadable = (problems: CatalogueProblem[]): AppError =>
  new AppError("malformed_json", `The file cannot be read: line ${problems[0]?.line}, column ${problems[0]?.column}.`, {
    hint: "Check its indentation, colons and quotes.",
    details: { problems },
  });

type Placed = { node: Node | null; offset: number };

/** One step down a path: the value, and where it or its name begins. */
function step(node: Node | null, key: string): Placed | null {
  if (isMap(node)) {
    const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
    if (pair === undefined || !isScalar(pair.key)) return null;
    // A parsed document's values are nodes.
    return { node: (pair.value as Node | null) ?? null, offset: pair.key.range?.[0] ?? 0 };
  }
  if (!isSeq(node)) return null;
  const item = node.items[Number(key)] as Node | undefined;
  return item === undefined ? null : { node: item, offset: item.range?.[0] ?? 0 };
}

/** As far as the path goes: what is missing is shown at what should hold it. */
function offsetOf(document: Document.Parsed, path: readonly string[]): number {
  let placed: Placed = { node: document.contents, offset: document.contents?.range?.[0] ?? 0 };
  for (const [index] of path.entries()) {
    // Names may hold dots, and those of inputs do.
    const next = step(placed.node, path[index] ?? "") ?? step(placed.node, path.slice(index).join("."));
    if (next === null) break;
    placed = next;
  }
  return placed.offset;
}

import { LineCounter, parseDocument } from "yaml";
import type { CodeProblem } from "../editor/code-problem.ts";

/** What keeps a text from being read as YAML. Whether it describes what it should is for the API to say. */
export function checkYaml(text: string): CodeProblem[] {
  const lines = new LineCounter();
  const { errors } = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: "error" });
  return errors.map(({ pos: [start, end], message }) => {
    const from = Math.min(start, text.length);
    const { line, col } = lines.linePos(from);
    return {
      from,
      to: Math.max(from, Math.min(end, text.length)),
      line: Math.max(line, 1),
      column: Math.max(col, 1),
      message,
    };
  });
}

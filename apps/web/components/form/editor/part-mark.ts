import { Decoration } from "@codemirror/view";

/** Parts of a text that are told apart by colour; what they are is also in their signs. */
export type CodePart = "name" | "text" | "number" | "constant" | "comment";

const mark = (color: string) => Decoration.mark({ attributes: { style: `color: ${color}` } });
const MARKS: Record<CodePart, Decoration> = {
  name: mark("var(--series-1)"),
  text: mark("var(--good)"),
  number: mark("var(--series-4)"),
  constant: mark("var(--fault)"),
  comment: mark("var(--muted)"),
};

export const partMark = (part: CodePart): Decoration => MARKS[part];

import { syntaxTree } from "@codemirror/language";
import type { Range } from "@codemirror/state";
import { Decoration, ViewPlugin, type DecorationSet, type EditorView, type ViewUpdate } from "@codemirror/view";
import { partMark, type CodePart } from "../editor/part-mark.ts";

const PARTS: Record<string, CodePart> = {
  PropertyName: "name",
  String: "text",
  Number: "number",
  True: "constant",
  False: "constant",
  Null: "constant",
};

function markVisible({ state, visibleRanges }: EditorView): DecorationSet {
  const found: Range<Decoration>[] = [];
  for (const { from, to } of visibleRanges) {
    syntaxTree(state).iterate({
      from,
      to,
      enter: (node) => {
        const part = PARTS[node.name];
        if (part !== undefined && node.to > node.from) found.push(partMark(part).range(node.from, node.to));
      },
    });
  }
  return Decoration.set(found, true);
}

/** Colours JSON by what its parts are. */
export const jsonColors = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = markVisible(view);
    }

    update(update: ViewUpdate) {
      const hasParsed = syntaxTree(update.state) !== syntaxTree(update.startState);
      if (update.docChanged || update.viewportChanged || hasParsed) this.decorations = markVisible(update.view);
    }
  },
  { decorations: ({ decorations }) => decorations },
);

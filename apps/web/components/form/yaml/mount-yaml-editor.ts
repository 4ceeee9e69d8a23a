import { Decoration, lineNumbers, ViewPlugin } from "@codemirror/view";
import type { DecorationSet, EditorView, ViewUpdate } from "@codemirror/view";
import { mountEditor, type MountEditor } from "../editor/mount-editor.ts";
import { partMark } from "../editor/part-mark.ts";
import { checkYaml } from "./check-yaml.ts";
import { yamlParts } from "./yaml-parts.ts";

/** A longer text is read anew at every key only by its checks, which wait for a pause. */
const MOST_COLOURED = 100_000;

function markParts({ state }: EditorView): DecorationSet {
  if (state.doc.length > MOST_COLOURED) return Decoration.none;
  return Decoration.set(yamlParts(state.doc.toString()).map(({ part, from, to }) => partMark(part).range(from, to)));
}

const yamlColors = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = markParts(view);
    }

    update(update: ViewUpdate) {
      if (update.docChanged) this.decorations = markParts(update.view);
    }
  },
  { decorations: ({ decorations }) => decorations },
);

/** An editor for a YAML file, with the line numbers that its problems are told by. */
export const mountYamlEditor: MountEditor = mountEditor({
  extensions: [lineNumbers(), yamlColors],
  check: checkYaml,
});

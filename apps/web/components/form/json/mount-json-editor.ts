import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  closeCompletion,
  completionKeymap,
  completionStatus,
} from "@codemirror/autocomplete";
import { json } from "@codemirror/lang-json";
import { bracketMatching } from "@codemirror/language";
import { Prec } from "@codemirror/state";
import { keymap, ViewPlugin, type EditorView } from "@codemirror/view";
import { mountEditor, type MountEditor } from "../editor/mount-editor.ts";
import { checkJson } from "./check-json.ts";
import { completeJson } from "./complete-json.ts";
import { jsonColors } from "./json-colors.ts";
import { schemaOf, type JsonContract } from "./json-contracts.ts";

/** An editor for one JSON object, which a contract completes and judges while it is written. */
export const mountJsonEditor = (contract: JsonContract | null): MountEditor =>
  mountEditor({
    extensions: [
      json(),
      jsonColors,
      bracketMatching(),
      closeBrackets(),
      enterAccepts,
      contract === null ? [] : autocompletion({ override: [completeJson(schemaOf(contract))] }),
      keymap.of([...closeBracketsKeymap, ...completionKeymap]),
      closeCompletionFirst,
    ],
    check: (text) => checkJson(text, contract),
  });

/** With a choice open Enter takes it or, in the first moment, nothing; never is it a new line that nobody asked for. */
const enterAccepts = Prec.highest(
  keymap.of([
    {
      key: "Enter",
      run: (view) => completionStatus(view.state) === "active" && (acceptCompletion(view) || true),
    },
  ]),
);

/** Escape closes an open completion and nothing else; a dialog around hears of it only without one. */
const closeCompletionFirst = ViewPlugin.fromClass(
  class {
    readonly #view: EditorView;

    constructor(view: EditorView) {
      this.#view = view;
      window.addEventListener("keydown", this.listen, true);
    }

    readonly listen = (event: KeyboardEvent) => {
      const view = this.#view;
      if (event.key !== "Escape" || !view.hasFocus || completionStatus(view.state) === null) return;
      event.stopPropagation();
      event.preventDefault();
      closeCompletion(view);
    };

    destroy() {
      window.removeEventListener("keydown", this.listen, true);
    }
  },
);

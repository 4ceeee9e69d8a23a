import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  closeCompletion,
  completionKeymap,
  completionStatus,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, indentUnit } from "@codemirror/language";
import { linter, lintKeymap } from "@codemirror/lint";
import { Compartment, EditorState } from "@codemirror/state";
import { drawSelection, EditorView, keymap } from "@codemirror/view";
import { checkJson, type JsonProblem } from "./check-json.ts";
import { completeJson } from "./complete-json.ts";
import { editorTheme, jsonColors } from "./editor-look.ts";
import { schemaOf, type JsonContract } from "./json-contracts.ts";

export type EditorOptions = {
  text: string;
  contract: JsonContract | null;
  nonce: string;
  /** Attributes of what takes the keyboard: id, label, description. */
  attributes: Record<string, string>;
  onChange: (text: string) => void;
  onProblems: (problems: readonly JsonProblem[]) => void;
};
export type JsonEditor = {
  setText: (text: string) => void;
  setInvalid: (isInvalid: boolean) => void;
  focus: () => void;
  destroy: () => void;
};

const CHECK_AFTER_MS = 250;

/** An editor for one JSON object. Tab is not taken: it leaves as in every other field; Enter indents. */
export function mountEditor(parent: HTMLElement, options: EditorOptions): JsonEditor {
  const { contract } = options;
  const attributes = new Compartment();
  const withValidity = (isInvalid: boolean) =>
    EditorView.contentAttributes.of({ ...options.attributes, "aria-invalid": String(isInvalid) });
  const complete = contract === null ? [] : [autocompletion({ override: [completeJson(schemaOf(contract))] })];
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        EditorView.cspNonce.of(options.nonce),
        editorTheme,
        json(),
        jsonColors,
        indentUnit.of("  "),
        EditorView.lineWrapping,
        drawSelection(),
        bracketMatching(),
        closeBrackets(),
        history(),
        complete,
        keymap.of([...closeBracketsKeymap, ...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap]),
        linter(({ state }) => reportProblems(state.doc.toString(), options), { delay: CHECK_AFTER_MS }),
        attributes.of(withValidity(false)),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (docChanged) options.onChange(state.doc.toString());
        }),
      ],
    }),
  });
  const stopEscape = closeCompletionFirst(view);
  return {
    setText: (text) => {
      if (text === view.state.doc.toString()) return;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    },
    setInvalid: (isInvalid) => view.dispatch({ effects: attributes.reconfigure(withValidity(isInvalid)) }),
    focus: () => view.focus(),
    destroy: () => {
      stopEscape();
      view.destroy();
    },
  };
}

function reportProblems(text: string, { contract, onProblems }: EditorOptions) {
  const problems = checkJson(text, contract);
  onProblems(problems);
  return problems.map(({ from, to, message }) => ({ from, to, message, severity: "error" as const }));
}

/** Escape closes an open completion and nothing else; a dialog around hears of it only without one. */
function closeCompletionFirst(view: EditorView): () => void {
  const listen = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !view.hasFocus || completionStatus(view.state) === null) return;
    event.stopPropagation();
    event.preventDefault();
    closeCompletion(view);
  };
  window.addEventListener("keydown", listen, true);
  return () => window.removeEventListener("keydown", listen, true);
}

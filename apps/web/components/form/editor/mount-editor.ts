import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { indentUnit } from "@codemirror/language";
import { linter, lintKeymap, setDiagnostics, type Diagnostic } from "@codemirror/lint";
import { Compartment, EditorState, type Extension, type Text } from "@codemirror/state";
import { drawSelection, EditorView, keymap } from "@codemirror/view";
import type { CodeProblem, PlacedProblem } from "./code-problem.ts";
import { createEchoes } from "./create-echoes.ts";
import { editorTheme } from "./editor-theme.ts";

/** What an editor knows of what is written in it. */
export type CodeLanguage = { extensions: readonly Extension[]; check: (text: string) => CodeProblem[] };
export type EditorOptions = {
  text: string;
  selection: { anchor: number; head: number };
  nonce: string;
  /** Attributes of what takes the keyboard: id, label, description. */
  attributes: Record<string, string>;
  onChange: (text: string) => void;
  onProblems: (problems: readonly CodeProblem[]) => void;
};
export type CodeEditor = {
  /** Takes what its owner holds; what the editor itself told comes back late and is no news. */
  setText: (text: string) => void;
  setInvalid: (isInvalid: boolean) => void;
  /** Marks what somebody else found, until the text changes. */
  setGiven: (problems: readonly PlacedProblem[]) => void;
  /** Puts the cursor there, in sight. */
  reveal: (place: { line: number; column: number }) => void;
  focus: () => void;
  destroy: () => void;
};
export type MountEditor = (parent: HTMLElement, options: EditorOptions) => CodeEditor;

const CHECK_AFTER_MS = 250;

/** An editor for one text. Tab is not taken: it leaves as in every other field; Enter indents. */
export const mountEditor =
  (language: CodeLanguage): MountEditor =>
  (parent, options) => {
    const attributes = new Compartment();
    const withValidity = (isInvalid: boolean) =>
      EditorView.contentAttributes.of({ ...options.attributes, "aria-invalid": String(isInvalid) });
    const echoes = createEchoes();
    let isFromOwner = false;
    let given: readonly PlacedProblem[] = [];
    const diagnose = (doc: Text): Diagnostic[] => {
      const found = language.check(doc.toString());
      options.onProblems(found);
      return [
        ...found.map(asDiagnostic),
        ...given.map((problem) => asDiagnostic({ ...problem, ...rangeOf(doc, problem) })),
      ];
    };
    const view = new EditorView({
      parent,
      state: EditorState.create({
        doc: options.text,
        selection: options.selection,
        extensions: [
          EditorView.cspNonce.of(options.nonce),
          editorTheme,
          language.extensions,
          indentUnit.of("  "),
          EditorView.lineWrapping,
          drawSelection(),
          history(),
          keymap.of([...lintKeymap, ...historyKeymap, ...defaultKeymap]),
          linter(({ state }) => diagnose(state.doc), { delay: CHECK_AFTER_MS }),
          attributes.of(withValidity(false)),
          EditorView.updateListener.of(({ docChanged, state }) => {
            if (docChanged) given = [];
            if (!docChanged || isFromOwner) return;
            const text = state.doc.toString();
            echoes.tell(text);
            options.onChange(text);
          }),
        ],
      }),
    });
    return {
      setText: (text) => {
        const isThere = text === view.state.doc.toString();
        if (!isThere && echoes.isEcho(text)) return;
        echoes.forget();
        if (isThere) return;
        isFromOwner = true;
        view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
        isFromOwner = false;
      },
      setInvalid: (isInvalid) => view.dispatch({ effects: attributes.reconfigure(withValidity(isInvalid)) }),
      setGiven: (problems) => {
        if (problems.length === 0 && given.length === 0) return;
        given = problems;
        view.dispatch(setDiagnostics(view.state, diagnose(view.state.doc)));
      },
      reveal: (place) => {
        const { from } = rangeOf(view.state.doc, place);
        view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
        view.focus();
      },
      focus: () => view.focus(),
      destroy: () => view.destroy(),
    };
  };

const asDiagnostic = ({ from, to, message }: Pick<CodeProblem, "from" | "to" | "message">): Diagnostic => ({
  from,
  to,
  message,
  severity: "error",
});

/** From a place to the end of the word that begins there; a place outside of the text is its nearest one inside. */
function rangeOf(doc: Text, { line, column }: { line: number; column: number }): { from: number; to: number } {
  const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
  const from = Math.min(at.from + Math.max(column, 1) - 1, at.to);
  const word = /^[^\s:,]+/.exec(doc.sliceString(from, at.to));
  return { from, to: from + (word?.[0].length ?? 0) };
}

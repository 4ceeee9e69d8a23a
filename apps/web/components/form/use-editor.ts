import { useEffect, useEffectEvent, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { CodeProblem, PlacedProblem } from "./editor/code-problem.ts";
import type { CodeEditor, MountEditor } from "./editor/mount-editor.ts";
import type { ControlProps } from "./form-field.tsx";
import { watchComposition } from "./watch-composition.ts";

export type EditorProps = {
  control: ControlProps;
  text: string;
  /** Brings the editor, which is not part of the page. */
  load: () => Promise<MountEditor>;
  /** What somebody else found wrong with this text. */
  given?: readonly PlacedProblem[];
  onChange: (text: string) => void;
  onProblems: (problems: readonly CodeProblem[]) => void;
};

const NOTHING_GIVEN: readonly PlacedProblem[] = [];

/**
 * Puts an editor in the place of a plain field once it has come, with the text, the cursor and the focus that the field
 * has at that moment.
 */
export function useEditor({ control, text, load, given = NOTHING_GIVEN, onChange, onProblems }: EditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const plain = useRef<HTMLTextAreaElement>(null);
  const [editor, setEditor] = useState<CodeEditor | null>(null);
  const [isPlain, setIsPlain] = useState(false);
  const report = useEffectEvent(onProblems);
  const change = useEffectEvent(onChange);
  const mount = useEffectEvent((mountEditor: MountEditor) => {
    const field = plain.current;
    if (host.current === null || field === null) return null;
    const mounted = mountEditor(host.current, {
      text: field.value,
      selection: { anchor: field.selectionStart, head: field.selectionEnd },
      nonce: document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "",
      attributes: {
        id: control.id,
        "aria-labelledby": `${control.id}-label`,
        "aria-describedby": control["aria-describedby"],
      },
      onChange: (next) => change(next),
      onProblems: (problems) => report(problems),
    });
    const hadFocus = document.activeElement === field;
    // At once: a key that is pressed next finds either the field or the editor, and what is hidden takes no focus.
    flushSync(() => setEditor(mounted));
    if (hadFocus) mounted.focus();
    if (field.value !== text) onChange(field.value);
    return mounted;
  });
  const loadEditor = useEffectEvent(load);

  useEffect(() => {
    let mounted: CodeEditor | null = null;
    let isGone = false;
    const compositions = plain.current === null ? null : watchComposition(plain.current);
    loadEditor().then(
      (mountEditor) =>
        compositions?.afterwards(() => {
          if (!isGone) mounted = mount(mountEditor);
        }),
      () => setIsPlain(true),
    );
    return () => {
      isGone = true;
      mounted?.destroy();
    };
  }, []);
  useEffect(() => editor?.setText(text), [editor, text]);
  const isInvalid = control["aria-invalid"];
  useEffect(() => editor?.setInvalid(isInvalid), [editor, isInvalid]);
  useEffect(() => editor?.setGiven(given), [editor, given]);
  return { host, plain, editor, isPlain };
}

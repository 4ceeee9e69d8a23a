"use client";

import { useImperativeHandle, type Ref } from "react";
import { classNames } from "#components/class-names.ts";
import { CONTROL } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { useEditor, type EditorProps } from "./use-editor.ts";

type Place = { line: number; column: number };
/** What a form does with its editor from outside. */
export type CodeHandle = { reveal: (place: Place) => void };
type CodeAreaProps = EditorProps & { rows: number; ref?: Ref<CodeHandle> };

const LINE_PX = 18;

/** The editor, loaded on its own; until it is there, and wherever it cannot be loaded, a plain text field. */
export function CodeArea({ rows, ref, ...props }: CodeAreaProps) {
  const { control, text, onChange } = props;
  const { host, plain, editor, isPlain } = useEditor(props);
  const isInvalid = control["aria-invalid"];
  useImperativeHandle(ref, () => ({
    reveal: (place) => (editor === null ? revealInField(plain.current, place) : editor.reveal(place)),
  }));
  return (
    <>
      <div
        ref={host}
        className={classNames(
          CONTROL,
          "overflow-y-auto px-0 font-mono text-meta focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-focus",
          editor === null && "hidden",
          isInvalid && "border-bad",
        )}
        style={{ minHeight: rows * LINE_PX, maxHeight: "50vh" }}
      />
      {editor === null ? (
        <Textarea
          ref={plain}
          {...control}
          rows={rows}
          spellCheck={false}
          autoCapitalize="off"
          className="font-mono text-meta"
          value={text}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : null}
      {isPlain ? (
        <p className="mt-1 text-meta text-muted">The editor could not be loaded; this is a plain text field.</p>
      ) : null}
    </>
  );
}

function revealInField(field: HTMLTextAreaElement | null, { line, column }: Place): void {
  if (field === null) return;
  const before = field.value.split("\n").slice(0, line - 1);
  const offset = before.reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
  field.focus();
  field.setSelectionRange(offset, offset);
}

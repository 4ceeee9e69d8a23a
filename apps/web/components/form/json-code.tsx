"use client";

import { useEffect, useEffectEvent, useRef, useState } from "react";
import { classNames } from "#components/class-names.ts";
import { CONTROL } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { ControlProps } from "./form-field.tsx";
import type { JsonProblem } from "./json/check-json.ts";
import type { JsonContract } from "./json/json-contracts.ts";
import type { JsonEditor, mountEditor as MountEditor } from "./json/mount-editor.ts";

type JsonCodeProps = {
  control: ControlProps;
  text: string;
  rows: number;
  contract: JsonContract | null;
  onChange: (text: string) => void;
  onProblems: (problems: readonly JsonProblem[]) => void;
};

const LINE_PX = 18;

/** The editor, loaded on its own; until it is there, and wherever it cannot be loaded, a plain text field. */
export function JsonCode({ control, text, rows, contract, onChange, onProblems }: JsonCodeProps) {
  const host = useRef<HTMLDivElement>(null);
  const plain = useRef<HTMLTextAreaElement>(null);
  const [editor, setEditor] = useState<JsonEditor | null>(null);
  const [isPlain, setIsPlain] = useState(false);
  const report = useEffectEvent(onProblems);
  const change = useEffectEvent(onChange);
  const mount = useEffectEvent((mountEditor: typeof MountEditor) => {
    if (host.current === null) return null;
    const hadFocus = document.activeElement === plain.current;
    const mounted = mountEditor(host.current, {
      text,
      contract,
      nonce: document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "",
      attributes: {
        id: control.id,
        "aria-labelledby": `${control.id}-label`,
        "aria-describedby": control["aria-describedby"],
      },
      onChange: (next) => change(next),
      onProblems: (problems) => report(problems),
    });
    if (hadFocus) mounted.focus();
    return mounted;
  });

  useEffect(() => {
    let mounted: JsonEditor | null = null;
    let isGone = false;
    import("./json/mount-editor.ts").then(
      ({ mountEditor }) => {
        if (isGone) return;
        mounted = mount(mountEditor);
        setEditor(mounted);
      },
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

"use client";

import { createContext, use, useEffect, useRef, useState, type ReactNode } from "react";
import type { Shortcut } from "./match-keys.ts";
import { createShortcutRegistry, type ShortcutRegistry } from "./shortcut-registry.ts";

const Registry = createContext<ShortcutRegistry | null>(null);

const TAKES_TEXT = "input:not([type=checkbox],[type=radio],[type=button]),textarea,select,[contenteditable=true]";
/** What floats over the page has the keyboard to itself, except where it says that the page's keys go on. */
const OVER_THE_PAGE = "[role=dialog]:not([data-page-shortcuts]),[role=alertdialog],[role=menu],[role=listbox]";
/** The browser itself does something with Enter and Space here. */
const HAS_OWN_ACT = "button,a,summary,input,select,textarea,[role=button]";

/** True where a key belongs to what has the focus, not to the page. */
function isTaken(event: KeyboardEvent): boolean {
  const { target } = event;
  if (event.defaultPrevented || event.isComposing) return true;
  if (!(target instanceof Element)) return false;
  if (target.closest(OVER_THE_PAGE) !== null) return true;
  if (event.ctrlKey || event.metaKey) return false;
  if (target.closest(TAKES_TEXT) !== null) return true;
  return ["Enter", " "].includes(event.key) && target.closest(HAS_OWN_ACT) !== null;
}

export function ShortcutsProvider({ children }: { children: ReactNode }) {
  const [registry] = useState(createShortcutRegistry);
  useEffect(() => {
    function listen(event: KeyboardEvent) {
      if (!isTaken(event) && registry.press(event, event.timeStamp)) event.preventDefault();
    }
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [registry]);
  return <Registry value={registry}>{children}</Registry>;
}

export function useShortcutRegistry(): ShortcutRegistry {
  const registry = use(Registry);
  if (registry === null) throw new Error("Shortcuts are used outside of ShortcutsProvider.");
  return registry;
}

/** These keys work, and stand in the help, as long as the component is shown. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const registry = useShortcutRegistry();
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  // Registered again only when a key comes or goes; what a key does is read when it is pressed.
  const names = shortcuts.map(({ keys, text, group }) => `${keys}\t${text}\t${group}`).join("\n");
  useEffect(
    () =>
      registry.add(latest.current.map((shortcut, index) => ({ ...shortcut, run: () => latest.current[index]?.run() }))),
    [registry, names],
  );
}

"use client";

import { Dialog } from "#components/ui/dialog.tsx";
import type { Shortcut } from "./match-keys.ts";
import { useShortcutRegistry } from "./shortcuts.tsx";

const isMac = () => /Mac|iPhone|iPad/.test(navigator.userAgent);
const shownKeys = ({ keys }: Shortcut) =>
  keys.split(" ").map((key) => key.replace("Mod+", isMac() ? "⌘ " : "Ctrl ").replace("Shift+", "Shift "));

/** What the keyboard can do on this page, read from the same table as the keyboard itself. */
export function ShortcutHelp({ onClose }: { onClose: () => void }) {
  const known = useShortcutRegistry().list();
  const groups = Map.groupBy(known, ({ group }) => group);
  return (
    <Dialog title="Keyboard shortcuts" description="Of this page, as it is now." onClose={onClose}>
      <div className="gap-8 overflow-y-auto p-4 sm:columns-2">
        {[...groups].map(([group, shortcuts]) => (
          <section key={group} aria-label={group} className="mb-4 break-inside-avoid">
            <h3 className="mb-1 text-meta text-muted">{group}</h3>
            <dl>
              {shortcuts.map((shortcut) => (
                <div key={shortcut.keys} className="flex h-7 items-center justify-between gap-3">
                  <dt>{shortcut.text}</dt>
                  <dd className="flex gap-1">
                    {shownKeys(shortcut).map((key) => (
                      <kbd key={key} className="rounded-chip border border-border-strong px-1.5 font-mono text-meta">
                        {key}
                      </kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

"use client";

import { Dialog } from "#components/ui/dialog.tsx";
import { prepareHelp, type HelpEntry } from "./prepare-help.ts";
import { useShortcutRegistry } from "./shortcuts.tsx";

const isMac = () => /Mac|iPhone|iPad/.test(navigator.userAgent);

/** What the keyboard can do on this page, read from the same table as the keyboard itself. */
export function ShortcutHelp({ onClose }: { onClose: () => void }) {
  const groups = prepareHelp(useShortcutRegistry().list(), { isMac: isMac() });
  return (
    <Dialog title="Keyboard shortcuts" description="Of this page, as it is now." onClose={onClose}>
      <div className="gap-8 overflow-y-auto p-4 sm:columns-2">
        {groups.map(({ name, entries }) => (
          <section key={name} aria-label={name} className="mb-4 break-inside-avoid">
            <h3 className="mb-1 text-meta text-muted">{name}</h3>
            <dl>
              {entries.map((entry) => (
                <div key={entry.text} className="flex min-h-7 items-center justify-between gap-3">
                  <dt>{entry.text}</dt>
                  <dd className="flex shrink-0 items-center gap-1">
                    <Ways ways={entry.ways} />
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

const Ways = ({ ways }: Pick<HelpEntry, "ways">) =>
  ways.map((keys, index) => (
    <span key={keys.join(" ")} className="flex items-center gap-1">
      {index === 0 ? null : <span className="text-meta text-muted">or</span>}
      {keys.map((key) => (
        <kbd key={key} className="rounded-chip border border-border-strong px-1.5 font-mono text-meta">
          {key}
        </kbd>
      ))}
    </span>
  ));

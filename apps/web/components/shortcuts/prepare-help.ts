import type { Shortcut } from "./match-keys.ts";

export type HelpGroup = { name: string; entries: HelpEntry[] };
/** What can be done, and each way to press for it, key by key. */
export type HelpEntry = { text: string; ways: string[][] };

/** The help in groups: what several keys do stands once, and a key that two shortcuts have only where it works. */
export function prepareHelp(known: readonly Shortcut[], { isMac }: { isMac: boolean }): HelpGroup[] {
  const shown = known.filter(({ keys }, index) => index === known.findLastIndex((other) => other.keys === keys));
  const nameKeys = (keys: string) =>
    keys.split(" ").map((key) => key.replace("Mod+", isMac ? "⌘ " : "Ctrl ").replace("Shift+", "Shift "));
  return [...Map.groupBy(shown, ({ group }) => group)].map(([name, shortcuts]) => ({
    name,
    entries: [...Map.groupBy(shortcuts, ({ text }) => text)].map(([text, same]) => ({
      text,
      ways: same.map(({ keys }) => nameKeys(keys)),
    })),
  }));
}

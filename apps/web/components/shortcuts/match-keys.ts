/** One shortcut of the product: what the help shows and what the keyboard does are the same entry. */
export type Shortcut = {
  /** Keys one after the other, `g r`; `Mod` is Ctrl, or Command on a Mac: `Mod+k`. */
  keys: string;
  text: string;
  group: string;
  run: () => void;
};

export type Pressed = { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean; shiftKey: boolean };

const isLetterOrSign = (key: string) => key.length === 1 && key !== " ";

/** The name of a pressed key; null for what no shortcut may take: a bare modifier, or one of the system's own. */
export function nameKey({ key, ctrlKey, metaKey, altKey, shiftKey }: Pressed): string | null {
  if (["Shift", "Control", "Alt", "Meta", "AltGraph", "Dead", "Process"].includes(key)) return null;
  if (altKey) return null;
  const name = key === " " ? "Space" : key;
  if (ctrlKey || metaKey) return `Mod+${name.toLowerCase()}`;
  // A sign such as ? already says that Shift is held; an arrow does not.
  return shiftKey && !isLetterOrSign(name) ? `Shift+${name}` : name;
}

type Match = { shortcut: Shortcut | null; isBegun: boolean };

/** What the keys pressed so far mean: a shortcut, the beginning of one, or neither. The last one registered wins. */
export function matchKeys(shortcuts: readonly Shortcut[], pressed: readonly string[]): Match {
  const text = pressed.join(" ");
  return {
    shortcut: shortcuts.findLast(({ keys }) => keys === text) ?? null,
    isBegun: shortcuts.some(({ keys }) => keys.startsWith(`${text} `)),
  };
}

import { matchKeys, nameKey, type Pressed, type Shortcut } from "./match-keys.ts";

/** After this long the first key of a sequence is forgotten. */
const SEQUENCE_MS = 1_000;

export type ShortcutRegistry = {
  add: (shortcuts: readonly Shortcut[]) => () => void;
  /** Every shortcut that works at this moment, in the order of registration. */
  list: () => readonly Shortcut[];
  /** True where the key meant something here. */
  press: (pressed: Pressed, atMs: number) => boolean;
};

/** The one table of shortcuts: the keyboard and the help read the same. */
export function createShortcutRegistry(): ShortcutRegistry {
  const sets = new Set<readonly Shortcut[]>();
  let begun: string[] = [];
  let begunAtMs = Number.NEGATIVE_INFINITY;
  const list = () => [...sets].flat();

  return {
    add: (shortcuts) => {
      sets.add(shortcuts);
      return () => sets.delete(shortcuts);
    },
    list,
    press: (pressed, atMs) => {
      const name = nameKey(pressed);
      if (name === null) return false;
      const earlier = atMs - begunAtMs <= SEQUENCE_MS ? begun : [];
      const known = list();
      const sequence = matchKeys(known, [...earlier, name]);
      const { shortcut, isBegun } =
        sequence.shortcut === null && !sequence.isBegun ? matchKeys(known, [name]) : sequence;
      begun = shortcut === null && isBegun ? [...earlier, name] : [];
      begunAtMs = atMs;
      shortcut?.run();
      return shortcut !== null || isBegun;
    },
  };
}

export type JsonKind = "object" | "array" | "string" | "number" | "boolean" | "null" | "piece";

/** One line of a JSON tree. `pointer` names it (RFC 6901); a piece of a long text adds its number. */
export type JsonRow = {
  pointer: string;
  depth: number;
  key: string | null;
  kind: JsonKind;
  text: string;
  isOpenable: boolean;
  isOpen: boolean;
};

/** What a line can show of a text; a longer one opens into pieces of this length. */
const LINE_CHARACTERS = 100;
/** How much is open at first: about what fits into sight. */
const FIRST_ROWS = 40;

const isContainer = (value: unknown): value is object => typeof value === "object" && value !== null;
const isLong = (value: unknown): value is string => typeof value === "string" && value.length > LINE_CHARACTERS;
const escapeKey = (key: string) => key.replaceAll("~", "~0").replaceAll("/", "~1");
export const childPointer = (pointer: string, key: string): string => `${pointer}/${escapeKey(key)}`;

function kindOf(value: unknown): JsonKind {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  const kind = typeof value;
  return kind === "object" || kind === "string" || kind === "number" || kind === "boolean" ? kind : "null";
}

const countOf = (value: object) => (Array.isArray(value) ? value.length : Object.keys(value).length);

function textOf(value: unknown): string {
  if (isContainer(value)) {
    const count = countOf(value).toLocaleString("en-US");
    return Array.isArray(value) ? `[ ${count} ]` : `{ ${count} }`;
  }
  return isLong(value) ? `${JSON.stringify(value.slice(0, LINE_CHARACTERS)).slice(0, -1)}…` : JSON.stringify(value);
}

/** Opens containers from the outside inwards, as long as all that is then seen fits into sight. */
export function firstOpen(root: unknown): ReadonlySet<string> {
  const open = new Set<string>();
  const waiting: [pointer: string, value: unknown][] = [["", root]];
  let rows = 1;
  // The list grows while it is walked: level by level.
  for (const [pointer, value] of waiting) {
    if (!isContainer(value) || countOf(value) === 0) continue;
    rows += countOf(value);
    if (rows > FIRST_ROWS && open.size > 0) break;
    open.add(pointer);
    if (rows > FIRST_ROWS) break;
    for (const [key, child] of Object.entries(value)) waiting.push([childPointer(pointer, key), child]);
  }
  return open;
}

type Waiting = { pointer: string; depth: number; key: string | null; value: unknown };

/** The lines that are there while exactly the given containers are open. What is closed is not looked into. */
export function prepareJsonRows(root: unknown, open: ReadonlySet<string>): JsonRow[] {
  const rows: JsonRow[] = [];
  const waiting: Waiting[] = [{ pointer: "", depth: 0, key: null, value: root }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { pointer, depth, key, value } = next;
    const isOpen = open.has(pointer);
    const isOpenable = isLong(value) || (isContainer(value) && countOf(value) > 0);
    rows.push({
      pointer,
      depth,
      key,
      kind: kindOf(value),
      text: textOf(value),
      isOpenable,
      isOpen: isOpen && isOpenable,
    });
    if (!isOpen) continue;
    if (isContainer(value)) pushChildren(waiting, next, value);
    else if (isLong(value)) rows.push(...piecesOf(value, pointer, depth + 1));
  }
  return rows;
}

function pushChildren(waiting: Waiting[], { pointer, depth }: Waiting, value: object): void {
  const entries = Object.entries(value);
  // The last one goes in first, so that the first comes out first.
  for (let index = entries.length - 1; index >= 0; index -= 1) {
    const [key = "", child] = entries[index] ?? [];
    waiting.push({ pointer: childPointer(pointer, key), depth: depth + 1, key, value: child });
  }
}

/** Cut between characters, never within one. */
function piecesOf(text: string, pointer: string, depth: number): JsonRow[] {
  const rows: JsonRow[] = [];
  for (let from = 0; from < text.length;) {
    let to = Math.min(from + LINE_CHARACTERS, text.length);
    const line = text.indexOf("\n", from);
    if (line !== -1 && line < to) to = line + 1;
    else if (to < text.length && /[\uD800-\uDBFF]/.test(text.charAt(to - 1))) to -= 1;
    rows.push({
      pointer: `${pointer}#${rows.length}`,
      depth,
      key: null,
      kind: "piece",
      text: text.slice(from, to).replace(/\n$/, ""),
      isOpenable: false,
      isOpen: false,
    });
    from = to;
  }
  return rows;
}

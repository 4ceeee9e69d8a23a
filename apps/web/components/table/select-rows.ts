type Selected = ReadonlySet<string>;

export function toggleRow(selected: Selected, key: string): Selected {
  const next = new Set(selected);
  if (!next.delete(key)) next.add(key);
  return next;
}

type Range = { keys: readonly string[]; from: string; to: string };

/** Gives every row between the one clicked before and this one what this one gets. */
export function toggleRange(selected: Selected, { keys, from, to }: Range): Selected {
  const [start, end] = [keys.indexOf(from), keys.indexOf(to)].sort((a, b) => a - b);
  if (start === undefined || end === undefined || start < 0) return toggleRow(selected, to);
  const next = new Set(selected);
  const isAdding = !selected.has(to);
  for (const key of keys.slice(start, end + 1)) {
    if (isAdding) next.add(key);
    else next.delete(key);
  }
  return next;
}

/** Selects all rows of the page, or none where all were; rows of other pages stay as they are. */
export function togglePage(selected: Selected, keys: readonly string[]): Selected {
  const next = new Set(selected);
  const isAdding = keys.some((key) => !selected.has(key));
  for (const key of keys) {
    if (isAdding) next.add(key);
    else next.delete(key);
  }
  return next;
}

/** The runs of the table someone came from, in its order, and where that table is. */
export type RunOrder = { ids: number[]; href: string };

const KEY = "run-order";

export function rememberRunOrder(order: RunOrder): void {
  sessionStorage.setItem(KEY, JSON.stringify(order));
}

/** As it was remembered, for comparison; the text is what tells whether it changed. */
export const readRunOrderText = (): string | null => sessionStorage.getItem(KEY);

export function parseRunOrder(text: string | null): RunOrder | null {
  if (text === null) return null;
  try {
    const order: unknown = JSON.parse(text);
    return isRunOrder(order) ? order : null;
  } catch {
    // Written by another version, or by hand: as good as nothing.
    return null;
  }
}

const isRunOrder = (order: unknown): order is RunOrder =>
  typeof order === "object" &&
  order !== null &&
  "ids" in order &&
  Array.isArray(order.ids) &&
  order.ids.every(Number.isInteger) &&
  "href" in order &&
  typeof order.href === "string" &&
  // Only within this dashboard.
  /^\/(?!\/)/.test(order.href);

export type PlaceInOrder = { place: number; count: number; before: number | null; after: number | null; href: string };

/** Where a run stands in that table; null when it is not in it. */
export function placeInOrder(order: RunOrder | null, id: number): PlaceInOrder | null {
  const at = order?.ids.indexOf(id) ?? -1;
  if (order === null || at === -1) return null;
  return {
    place: at + 1,
    count: order.ids.length,
    before: order.ids[at - 1] ?? null,
    after: order.ids[at + 1] ?? null,
    href: order.href,
  };
}

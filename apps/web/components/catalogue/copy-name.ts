const MOST_CHARACTERS = 255;
const ENDING = " copy";

/** The name another one begins with: cut where the ending would make it longer than names may be, never inside a sign. */
export function copyName(name: string): string {
  const room = MOST_CHARACTERS - ENDING.length;
  const cut = name.slice(0, room);
  return `${cut.isWellFormed() ? cut : cut.slice(0, -1)}${ENDING}`;
}

/** Which turn of which conversation a run is, both from 0. */
export function placeInChat({ turns }: { turns: number }, run: number): { conversation: number; turn: number } {
  const conversation = Math.floor(run / turns);
  return { conversation, turn: run - conversation * turns };
}

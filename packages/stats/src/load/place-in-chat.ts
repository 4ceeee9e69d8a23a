import type { TurnOfRun } from "./turn-tally.ts";

/** Which turn of which conversation a run is, where conversations have at most so many turns. */
export function placeInChat({ turns }: { turns: number }, run: number): TurnOfRun {
  const conversation = Math.floor(run / turns);
  return { conversation, turn: run - conversation * turns };
}

import type { Run } from "@tfbench/contracts";
import { formatLength } from "../format-length.ts";

/** One part of a value; greyed where it rests on too little to be leaned on. */
export type StatPart = { text: string; isGreyed: boolean };
/** `parts` is empty where there is no value: `note` then says why. */
export type Stat = { title: string; definition: string; parts: StatPart[]; note: string | null };

export const part = (text: string, isGreyed = false): StatPart => ({ text, isGreyed });

type Timed = { title: string; definition: string; valueMs: number | null; note: string | null; why: string };

export const timed = ({ title, definition, valueMs, note, why }: Timed): Stat =>
  valueMs === null
    ? { title, definition, parts: [], note: why }
    : { title, definition, parts: [part(formatLength(valueMs))], note };

export const KNOWN_LATER = "known when the run has ended";

export const withoutEnd = ({ status }: Run): string | null =>
  status === "queued" || status === "running" ? KNOWN_LATER : null;

export const withoutTotal = (run: Run): string =>
  withoutEnd(run) ?? (run.started_at === null ? "the run never started" : "the terminal event never came");

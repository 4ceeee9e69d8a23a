import type { LoadPart } from "@tfbench/contracts";

/**
 * The runs that belong to the measured part of their load: those of a warm-up or cool-down are in no figure. Not a
 * condition of the statements, because most rows meet it and an index would have to hold it.
 */
export const inWindow = <Run extends { load_part: LoadPart | null }>(page: readonly Run[]): Run[] =>
  page.filter(({ load_part }) => load_part === null);

/** One line of the table. `value` null: it could not be measured, `note` says why. */
export type Row = {
  measure: string;
  value: number | null;
  unit: string;
  /** What stands behind the value, such as "10 s" or "200 reads". */
  n: string;
  aim?: { at_least: number } | { at_most: number };
  note?: string;
  /** What was measured, where several are held against each other: a column of the table. */
  tool?: string;
};

/** What a measure is run on. */
export type Subject = {
  database: "PGlite" | "PostgreSQL";
  /** Address of a server on which databases may be created; null for PGlite. */
  serverUrl: string | null;
  restMinutes: number;
};

export type Measure = {
  name: string;
  run: (subject: Subject) => Promise<Row[]>;
  /** It uses neither database nor dashboard. */
  isAlone?: true;
  /** It is too long, or installs too much, to be part of a bench of everything. */
  isOnlyWhenNamed?: true;
};

/** How far above (over 1) or below the aim a value is: 2 is twice as good as asked, whichever way the aim points. */
export function ratioToAim({ value, aim }: Row): number | null {
  if (value === null || aim === undefined || value <= 0) return null;
  return "at_least" in aim ? value / aim.at_least : aim.at_most / value;
}

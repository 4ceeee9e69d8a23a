/** SQL text with its parameters. */
export type Statement = { text: string; values: unknown[] };

/** Collects the parameters of one statement; `add` returns the place to write into its text. */
export class StatementParameters {
  readonly values: unknown[] = [];

  add(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  /** `column = $1`, or `column = ANY($1)` for several: with one value an index on the column keeps its order. */
  equalsAny(column: string, wanted: readonly (string | number)[]): string {
    return wanted.length === 1 ? `${column} = ${this.add(wanted[0])}` : `${column} = ANY(${this.add(wanted)})`;
  }
}

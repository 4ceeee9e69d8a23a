import type { RunOrder } from "@tfbench/contracts";
import type { LoadRecord } from "./load-record.ts";

export type RowsOutlet = {
  append: (indexes: number[]) => Promise<RunOrder[]>;
  /** Records whose runs have rows, in the order they were taken. */
  handOn: (records: LoadRecord[]) => void;
  /** Rows could not be written: what would have gone into them is left out from now on. */
  onFailure: (cause: unknown) => void;
};

/** Makes rows for the runs of a load as they start, where nobody knew before how many there would be. */
export class GrowingRows {
  readonly #outlet: RowsOutlet;
  readonly #rows: Map<number, RunOrder>;
  #waiting: LoadRecord[] = [];
  #writing: Promise<void> | null = null;
  #hasFailed = false;

  /** `rows` are those that are there already; what is appended joins them. */
  constructor(rows: Map<number, RunOrder>, outlet: RowsOutlet) {
    this.#rows = rows;
    this.#outlet = outlet;
  }

  /** Hands records on at once where all of their runs have rows; else when they do. */
  take(records: readonly LoadRecord[]): void {
    for (const record of records) this.#waiting.push(record);
    if (this.#writing === null) this.#writeOn();
  }

  /** Resolves when nothing waits any more. */
  async settled(): Promise<void> {
    while (this.#writing !== null) await this.#writing;
  }

  /** One statement at a time; what comes meanwhile shares the next. */
  #writeOn(): void {
    const { known = [], unknown = [] } = Object.groupBy(this.#waiting, ({ index }) =>
      this.#rows.has(index) ? "known" : "unknown",
    );
    this.#waiting = this.#hasFailed ? [] : unknown;
    if (known.length > 0) this.#outlet.handOn(known);
    if (this.#waiting.length === 0) return;
    this.#writing = this.#append([...new Set(this.#waiting.map(({ index }) => index))]).finally(() => {
      this.#writing = null;
      this.#writeOn();
    });
  }

  async #append(indexes: number[]): Promise<void> {
    try {
      for (const row of await this.#outlet.append(indexes)) this.#rows.set(row.index, row);
      if (indexes.some((index) => !this.#rows.has(index))) throw new Error("The batch takes no more runs.");
    } catch (cause) {
      this.#hasFailed = true;
      this.#outlet.onFailure(cause);
    }
  }
}

/** Things that are due at some time, the earliest first. A binary heap in two arrays: nothing is made per entry. */
export class DueHeap<Thing> {
  readonly #dueMs: number[] = [];
  readonly #things: Thing[] = [];

  /** Infinity when nothing is due. */
  get nextMs(): number {
    return this.#dueMs[0] ?? Infinity;
  }

  add(dueMs: number, thing: Thing): void {
    let at = this.#things.length;
    this.#put(at, dueMs, thing);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((this.#dueMs[parent] ?? 0) <= dueMs) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  /** The earliest that is due by `nowMs`, or null. */
  takeUntil(nowMs: number): Thing | null {
    const [first] = this.#things;
    if (first === undefined || this.nextMs > nowMs) return null;
    const dueMs = this.#dueMs.pop() ?? 0;
    const last = this.#things.pop();
    if (last === undefined || this.#things.length === 0) return first;
    this.#put(0, dueMs, last);
    this.#sink();
    return first;
  }

  #sink(): void {
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const right = left + 1;
      let least = at;
      if ((this.#dueMs[left] ?? Infinity) < (this.#dueMs[least] ?? 0)) least = left;
      if ((this.#dueMs[right] ?? Infinity) < (this.#dueMs[least] ?? 0)) least = right;
      if (least === at) return;
      this.#swap(at, least);
      at = least;
    }
  }

  #put(at: number, dueMs: number, thing: Thing): void {
    this.#dueMs[at] = dueMs;
    this.#things[at] = thing;
  }

  #swap(one: number, other: number): void {
    const [dueMs, thing] = [this.#dueMs[one], this.#things[one]];
    const [otherMs, otherThing] = [this.#dueMs[other], this.#things[other]];
    if (dueMs === undefined || thing === undefined || otherMs === undefined || otherThing === undefined) return;
    this.#put(one, otherMs, otherThing);
    this.#put(other, dueMs, thing);
  }
}

/** A Prometheus histogram: counts per bucket, their sum and number. */
export interface Histogram {
  observe(value: number, times?: number): void;
  /** Lines of the exposition format, with `labels` as `a="b",c="d"`. */
  lines(name: string, labels: string): string[];
  reset(): void;
}

export function createHistogram(bounds: readonly number[]): Histogram {
  const counts = new Float64Array(bounds.length + 1);
  let sum = 0;

  return {
    observe(value, times = 1) {
      let index = 0;
      while (index < bounds.length && value > (bounds[index] ?? 0)) index += 1;
      counts[index] = (counts[index] ?? 0) + times;
      sum += value * times;
    },
    lines(name, labels) {
      let total = 0;
      const buckets = [...bounds.map(prometheusNumber), "+Inf"].map((bound, index) => {
        total += counts[index] ?? 0;
        return `${name}_bucket{${labels},le="${bound}"} ${prometheusNumber(total)}`;
      });
      return [...buckets, `${name}_count{${labels}} ${prometheusNumber(total)}`, `${name}_sum{${labels}} ${sum}`];
    },
    reset() {
      counts.fill(0);
      sum = 0;
    },
  };
}

/** The Python client writes every number as a float. */
export function prometheusNumber(value: number): string {
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

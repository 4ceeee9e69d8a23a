import { isRunMetric, RUN_METRIC_UNITS } from "./run-metric.ts";
import type { RunMetric } from "./run-metric.ts";
import type { GoodRun, Threshold } from "./threshold.ts";

const SHARES = { success: "success", error: "success", attainment: "slo" } as const;
type ShareName = keyof typeof SHARES;
const isShareName = (name: string): name is ShareName => name in SHARES;

const TOKENS = {
  word: /[a-z_][a-z_0-9]*(?:\.[0-9]+)?/iy,
  open: /\(/y,
  close: /\)/y,
  sign: /[<>]=?/y,
  number: /[0-9]+(?:\.[0-9]+)?/y,
  unit: /ms|s|%|tokens\/s|tokens/y,
} as const;
const QUANTILE = /^p([0-9]{1,2}(?:\.[0-9]+)?)$/;
const EXAMPLES = "p95(ttft_ms) < 800, success >= 0.9, error <= 0.01 or attainment >= 0.95";

/** Where the text stops being a threshold, and why. */
class Refusal extends Error {
  override name = "Refusal";
  readonly at: number;

  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

/**
 * A threshold on a load, as `p95(ttft_ms) < 800`, `p10(output_tokens_per_second) > 30 tokens/s`, `success >= 90 %`. Returns
 * a sentence that names the column where it is none.
 */
export function parseThreshold(text: string): Threshold | string {
  try {
    return { text: text.trim(), ...parse(new Reader(text)) };
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
    return `"${text}", column ${cause.at + 1}: ${cause.message}`;
  }
}

function parse(reader: Reader): Omit<Threshold, "text"> {
  const subject = reader.read("word", `a threshold begins as ${EXAMPLES} do`);
  if (isShareName(subject.text)) return parseShare(reader, subject.text);
  const [, percent] = QUANTILE.exec(subject.text) ?? [];
  if (percent === undefined) {
    throw new Refusal(subject.at, `"${subject.text}" can have no threshold; write ${EXAMPLES}.`);
  }
  if (Number(percent) === 0) throw new Refusal(subject.at, "a quantile lies above p0 and below p100.");
  return parseQuantile(reader, Number(percent));
}

function parseShare(reader: Reader, name: ShareName): Omit<Threshold, "text"> {
  const sign = reader.read("sign", `${name} is followed by ${name === "error" ? "<=" : ">="}`);
  const isError = name === "error";
  if (sign.text.startsWith(">") === isError) {
    throw new Refusal(
      sign.at,
      `${name} is limited ${isError ? "from above: error <= 0.01" : `from below: ${name} >= 0.9`}.`,
    );
  }
  const number = reader.read("number", "a share is expected, such as 0.9 or 90 %");
  const unit = reader.accept("unit");
  if (unit !== null && unit.text !== "%")
    throw new Refusal(unit.at, `${name} is a share; "${unit.text}" does not fit.`);
  reader.end();
  const written = Number(number.text) / (unit === null ? 1 : 100);
  const share = isError ? Number((1 - written).toPrecision(12)) : written;
  if (share <= 0 || share >= 1) {
    const example = isError ? "error <= 0.01" : `${name} >= 0.99`;
    throw new Refusal(number.at, `no number of runs shows that; write a share between 0 and 1, as ${example}.`);
  }
  return { good: { kind: SHARES[name] }, share };
}

function parseQuantile(reader: Reader, percent: number): Omit<Threshold, "text"> {
  reader.read("open", "the metric follows in brackets, as p95(ttft_ms)");
  const name = reader.read("word", "a metric is expected, such as ttft_ms");
  const metric = metricOf(name);
  reader.read("close", "the bracket is not closed");
  const sign = reader.read("sign", "a limit is expected, such as < 800");
  const number = reader.read("number", "a number is expected");
  const limit = Number(number.text) * scaleOf(metric, reader.accept("unit"));
  reader.end();
  const below = sign.text.startsWith("<");
  const good: GoodRun = { kind: "limit", metric, below, limit, includes_limit: sign.text.endsWith("=") };
  return { good, share: Number(((below ? percent : 100 - percent) / 100).toPrecision(12)) };
}

function metricOf({ text, at }: Token): RunMetric {
  if (isRunMetric(text)) return text;
  if (text === "inter_chunk_ms") {
    throw new Refusal(
      at,
      "gaps of all runs are pooled, so they have no threshold of runs; tpot_ms has one value a run.",
    );
  }
  throw new Refusal(
    at,
    `"${text}" is no metric of a run; the ones there are: ${Object.keys(RUN_METRIC_UNITS).join(", ")}.`,
  );
}

function scaleOf(metric: RunMetric, unit: Token | null): number {
  const own = RUN_METRIC_UNITS[metric];
  if (unit === null || unit.text === own) return 1;
  if (own === "ms" && unit.text === "s") return 1000;
  throw new Refusal(unit.at, `${metric} is in ${own}; "${unit.text}" does not fit.`);
}

type Token = { text: string; at: number };

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  accept(kind: keyof typeof TOKENS): Token | null {
    this.#skipSpace();
    const form = TOKENS[kind];
    form.lastIndex = this.#at;
    const [found] = form.exec(this.#text) ?? [];
    if (found === undefined) return null;
    const token = { text: found, at: this.#at };
    this.#at += found.length;
    return token;
  }

  read(kind: keyof typeof TOKENS, expected: string): Token {
    const token = this.accept(kind);
    if (token === null) throw new Refusal(this.#at, `${expected}.`);
    return token;
  }

  end(): void {
    this.#skipSpace();
    if (this.#at < this.#text.length) {
      throw new Refusal(this.#at, `"${this.#text.slice(this.#at)}" is too much; one threshold a time.`);
    }
  }

  #skipSpace(): void {
    while (this.#text[this.#at] === " " || this.#text[this.#at] === "\t") this.#at += 1;
  }
}

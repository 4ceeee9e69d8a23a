/** One line of the exposition format: a series and its value at this moment. */
export type PrometheusSample = { name: string; labels: Readonly<Record<string, string>>; value: number };

const NAME = /[a-zA-Z_:][a-zA-Z0-9_:]*/y;
const LABEL = /[a-zA-Z_][a-zA-Z0-9_]*/y;
const QUOTED = /"((?:[^"\\\n]|\\[\\"n])*)"/y;
const BLANKS = /[ \t]*/y;
/** Value and, where the server writes one, the time in milliseconds. OpenMetrics may add an exemplar behind a hash. */
const VALUE = /[ \t]+([^ \t]+)(?:[ \t]+-?[0-9.]+)?[ \t]*(?:#.*)?$/y;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const SPECIAL: Record<string, number> = {
  "+Inf": Infinity,
  Inf: Infinity,
  "-Inf": -Infinity,
  NaN: Number.NaN,
  "+NaN": Number.NaN,
};

/**
 * Reads Prometheus' text format (version 0.0.4) and what OpenMetrics shares with it. Strict, because a line that is
 * guessed at would end in a figure: throws an Error that names the first line that is none.
 */
export function parsePrometheusText(text: string): PrometheusSample[] {
  const samples: PrometheusSample[] = [];
  for (const [index, whole] of text.split("\n").entries()) {
    const line = whole.endsWith("\r") ? whole.slice(0, -1) : whole;
    if (/^[ \t]*(#|$)/.test(line)) continue;
    const sample = parseLine(line);
    if (sample === null) throw new Error(`line ${index + 1} is no Prometheus metric: ${line.slice(0, 80)}`);
    samples.push(sample);
  }
  return samples;
}

function parseLine(line: string): PrometheusSample | null {
  const cursor = { line, at: 0 };
  take(cursor, BLANKS);
  const name = take(cursor, NAME)?.[0];
  if (name === undefined) return null;
  const afterName = cursor.at;
  take(cursor, BLANKS);
  if (line[cursor.at] !== "{") cursor.at = afterName;
  const labels = line[cursor.at] === "{" ? takeLabels(cursor) : {};
  // A brace ends the name as well as a blank does, so a blank before the value may be missing.
  const spaced = line[cursor.at - 1] === "}" ? { line: ` ${line.slice(cursor.at)}`, at: 0 } : cursor;
  const written = take(spaced, VALUE)?.[1];
  if (labels === null || written === undefined) return null;
  const value = NUMBER.test(written) ? Number(written) : SPECIAL[written];
  return value === undefined ? null : { name, labels, value };
}

type Cursor = { line: string; at: number };

function takeLabels(cursor: Cursor): Record<string, string> | null {
  const labels = new Map<string, string>();
  cursor.at += 1;
  take(cursor, BLANKS);
  while (cursor.line[cursor.at] !== "}") {
    const name = take(cursor, LABEL)?.[0];
    take(cursor, BLANKS);
    if (name === undefined || cursor.line[cursor.at] !== "=" || labels.has(name)) return null;
    cursor.at += 1;
    take(cursor, BLANKS);
    const quoted = take(cursor, QUOTED)?.[1];
    if (quoted === undefined) return null;
    labels.set(name, unescape(quoted));
    take(cursor, BLANKS);
    if (cursor.line[cursor.at] === ",") cursor.at += 1;
    else if (cursor.line[cursor.at] !== "}") return null;
    take(cursor, BLANKS);
  }
  cursor.at += 1;
  return Object.fromEntries(labels);
}

function take(cursor: Cursor, form: RegExp): RegExpExecArray | null {
  form.lastIndex = cursor.at;
  const found = form.exec(cursor.line);
  if (found !== null) cursor.at = form.lastIndex;
  return found;
}

const unescape = (text: string): string =>
  text.replaceAll(/\\(.)/g, (_, escaped) => (escaped === "n" ? "\n" : escaped));

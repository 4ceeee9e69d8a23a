import { AppError, type JsonValue } from "@tfbench/contracts";
import type { JsonPath } from "@tfbench/engine";
import { isRecord } from "../parse-json.ts";

const STEP = /\.?([A-Za-z_$][\w$-]*)|\[(\d+)\]|\['([^'\\]+)'\]|\["([^"\\]+)"\]/y;

/**
 * A path that names one place in JSON: `$.choices[0].delta.content`, `$['a b'].c`, or the same without `$`. Wildcards,
 * slices and filters are left out on purpose: they can name several places, and what is measured has to be one.
 */
export function parseFieldPath(text: string): JsonPath {
  const path: (string | number)[] = [];
  STEP.lastIndex = text.startsWith("$") && /^\$(?:$|[.[])/.test(text) ? 1 : 0;
  while (STEP.lastIndex < text.length) {
    const at = STEP.lastIndex;
    const step = STEP.exec(text);
    if (step === null)
      throw new AppError("invalid_input", `"${text.slice(0, 200)}" is no path: see "${text.slice(at, at + 20)}".`, {
        hint: "Write it like $.choices[0].delta.content.",
      });
    const [, name, index, single, double] = step;
    path.push(index === undefined ? (name ?? single ?? double ?? "") : Number(index));
  }
  return path;
}

export function valueAt(value: JsonValue, path: JsonPath): JsonValue | undefined {
  let found: JsonValue | undefined = value;
  for (const step of path) {
    if (Array.isArray(found)) found = typeof step === "number" ? found[step] : undefined;
    else if (isRecord(found)) found = Object.hasOwn(found, step) ? found[step] : undefined;
    else return undefined;
  }
  return found;
}

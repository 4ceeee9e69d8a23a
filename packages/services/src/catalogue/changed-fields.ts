import { hashRequest } from "../batches/hash-request.ts";

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isSame = (before: unknown, after: unknown): boolean =>
  hashRequest({ value: before }) === hashRequest({ value: after });

/** Paths at which two entries differ, as deep as both sides are objects. */
export function changedFields(before: object, after: object): string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) => {
    const [was, is]: unknown[] = [Reflect.get(before, key), Reflect.get(after, key)];
    if (isSame(was, is)) return [];
    return isObject(was) && isObject(is) ? changedFields(was, is).map((path) => `${key}.${path}`) : [key];
  });
}

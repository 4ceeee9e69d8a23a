import type { BatchPlan, JsonValue } from "@tfbench/contracts";

type Tree = JsonValue | undefined;

/** The paths at which two plans ask for something different, for instance `request.goal`; what only says where or when is left out. */
export function changedFields(before: BatchPlan, after: BatchPlan): string[] {
  return compare(definitionOf(before), definitionOf(after), "");
}

function definitionOf({ request, inputs, settings, timeouts, target, slos = [] }: BatchPlan): JsonValue {
  const { id, base_url } = target;
  // A plan was JSON in the database: nothing else can be in it.
  return { request, inputs, settings, timeouts, target: { id, base_url }, slos } as JsonValue;
}

function compare(before: Tree, after: Tree, path: string): string[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (!isObject(before) || !isObject(after)) return [path];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
  return keys.flatMap((key) => compare(before[key], after[key], path === "" ? key : `${path}.${key}`));
}

const isObject = (value: Tree): value is { [key: string]: JsonValue } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

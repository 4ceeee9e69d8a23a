import type { CodeProblem } from "../editor/code-problem.ts";
import { placeOf } from "../editor/place-of.ts";
import { parseJsonObject } from "../parse-json.ts";
import { checkContract, type JsonContract } from "./json-contracts.ts";
import { parseTree, rangeOf } from "./json-tree.ts";

/** What is wrong with a text, each at its place: first its syntax, then what the contract says of it. */
export function checkJson(text: string, contract: JsonContract | null): CodeProblem[] {
  const parsed = parseJsonObject(text);
  if (!parsed.isValid) {
    const from = Math.min(parsed.offset, text.length);
    return [{ from, to: Math.min(from + 1, text.length), ...placeOf(text, from), message: parsed.problem }];
  }
  if (contract === null) return [];
  const root = parseTree(text);
  return checkContract(contract, parsed.value).map(({ field, message }) => {
    const { from, to } = rangeOf(root, field === "" ? [] : field.split("."), text);
    return { from, to, ...placeOf(text, from), message: `${field} ${message}`.trim() };
  });
}

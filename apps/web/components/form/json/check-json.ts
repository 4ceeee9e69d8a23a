import { parseJsonObject } from "../parse-json.ts";
import { checkContract, type JsonContract } from "./json-contracts.ts";
import { parseTree, rangeOf } from "./json-tree.ts";

export type JsonProblem = { from: number; to: number; line: number; message: string };

/** What is wrong with a text, each at its place: first its syntax, then what the contract says of it. */
export function checkJson(text: string, contract: JsonContract | null): JsonProblem[] {
  const parsed = parseJsonObject(text);
  if (!parsed.isValid) {
    const from = Math.min(parsed.offset, text.length);
    return [{ from, to: Math.min(from + 1, text.length), line: lineOf(text, from), message: parsed.problem }];
  }
  if (contract === null) return [];
  const root = parseTree(text);
  return checkContract(contract, parsed.value).map(({ field, message }) => {
    const { from, to } = rangeOf(root, field === "" ? [] : field.split("."), text);
    return { from, to, line: lineOf(text, from), message: `${field} ${message}`.trim() };
  });
}

const lineOf = (text: string, offset: number): number => text.slice(0, offset).split("\n").length;

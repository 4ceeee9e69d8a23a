import { JsonValue } from "@tfbench/contracts";
import { CliError } from "../cli-error.ts";
import { EXIT_CODE } from "../exit-code.ts";
import { readTextFile } from "../read-text-file.ts";

/** The JSON of a flag, or of the file that it names as @file. Throws a CliError that names the flag. */
export function readJsonFlag(flag: string, text: string): JsonValue {
  const json = text.startsWith("@") ? readNamed(flag, text.slice(1)) : text;
  try {
    return JsonValue.parse(JSON.parse(json));
  } catch (cause) {
    throw notJson(flag, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

/** The same where it has to be an object. */
export function readJsonObjectFlag(flag: string, text: string): Record<string, JsonValue> {
  const value = readJsonFlag(flag, text);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw notJson(flag, "it is no object in braces");
}

const readNamed = (flag: string, file: string): string =>
  readTextFile(file, {
    what: `file of ${flag}`,
    hint: "Check the path behind the @; it is taken from the folder the command runs in.",
  });

const notJson = (flag: string, why: string, cause?: unknown): CliError =>
  new CliError(EXIT_CODE.usage, `${flag} is no JSON ${flag === "--tools" ? "list" : "object"}: ${why}`, {
    hint: `Quote it for the shell: ${flag} '${EXAMPLES[flag] ?? "{}"}', or name a file: ${flag} @${flag.slice(2)}.json`,
    cause,
  });

const EXAMPLES: Record<string, string> = {
  "--extra-body": '{"temperature": 0}',
  "--body": '{"question": "{{prompt}}"}',
  "--tools": '[{"type": "function", "function": {"name": "find"}}]',
};

import { dirname } from "node:path";
import { JsonObject } from "@tfbench/contracts";
import type { Prompt, PromptSource } from "@tfbench/engine";
import { parse as parseCsv } from "csv-parse/sync";
import { z } from "zod";
import { CliError } from "../cli-error.ts";
import { EXIT_CODE } from "../exit-code.ts";
import { parseJsonText } from "./parse-json-text.ts";
import { createImageReader } from "./read-image.ts";
import type { ReadImage } from "./read-image.ts";
import { resolveImages } from "./resolve-images.ts";
import { readTextFile } from "../read-text-file.ts";

/** As chat completions take it: content is text or parts, and tools may speak too. */
const Message = JsonObject.and(
  z.looseObject({
    role: z.enum(["system", "developer", "user", "assistant", "tool"]),
    content: z.union([z.string(), z.array(JsonObject).min(1), z.null()]).optional(),
  }),
);
const Line = z.union([
  z
    .string()
    .min(1)
    .transform((text) => ({ messages: [userSays(text)], max_tokens: null })),
  z
    .object({ messages: z.array(Message).min(1), max_tokens: z.int().min(1).optional() })
    .transform(({ messages, max_tokens }) => ({ messages, max_tokens: max_tokens ?? null })),
  z
    .object({
      prompt: z.string().min(1),
      max_tokens: z.int().min(1).optional(),
      output_tokens: z.int().min(1).optional(),
    })
    .transform(({ prompt, max_tokens, output_tokens }) => ({
      messages: [userSays(prompt)],
      max_tokens: max_tokens ?? output_tokens ?? null,
    })),
]);
/** ShareGPT: a list of conversations; the first thing a person says in each is sent. */
const ShareGpt = z.array(
  z.object({ conversations: z.array(z.object({ from: z.string(), value: z.string() })) }).loose(),
);

const userSays = (content: string): Prompt["messages"][number] => ({ role: "user", content });
const wrong = (file: string, place: string, message: string): CliError =>
  new CliError(EXIT_CODE.usage, `${file}${place}: ${message}`, {
    hint: 'A line of JSONL is a string, {"prompt": "..."} or {"messages": [...]}, each with an optional max_tokens.',
  });

/**
 * Prompts of a file: JSONL, CSV with a column `prompt` (and `max_tokens`), a ShareGPT list in JSON, or plain text with one
 * prompt a line. Throws a CliError with the line that cannot be read. Run i gets prompt i modulo their number. Parts of
 * messages may name images by their path from the file's folder.
 */
export function readPromptFile(file: string, readImage: ReadImage = createImageReader()): PromptSource {
  const place = { folder: dirname(file), readImage };
  const prompts = parsePrompts(
    file,
    readTextFile(file, {
      what: "prompt file",
      hint: "Check the path; it is taken from the folder the command runs in.",
    }),
  ).map((prompt) => ({
    ...prompt,
    messages: resolveImages(prompt.messages, place),
  }));
  if (prompts.length === 0) throw wrong(file, "", "there is no prompt in it.");
  return {
    distinct: prompts.length,
    description: `${prompts.length} prompts of ${file}`,
    at: (index) => {
      const prompt = prompts[index % prompts.length];
      if (prompt === undefined) throw new Error(`There is no prompt ${index}.`);
      return prompt;
    },
  };
}

function parsePrompts(file: string, text: string): Prompt[] {
  if (/\.jsonl$|\.ndjson$/i.test(file)) return linesOf(text).map(({ line, number }) => readLine(file, line, number));
  if (/\.csv$/i.test(file)) return readCsv(file, text);
  if (/\.json$/i.test(file)) return readShareGpt(file, text);
  return linesOf(text).map(({ line }) => ({ messages: [userSays(line)], max_tokens: null }));
}

const linesOf = (text: string): { line: string; number: number }[] =>
  text
    .split(/\r?\n/)
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line.trim() !== "");

function readLine(file: string, line: string, number: number): Prompt {
  const parsed = Line.safeParse(parseJsonText(line, (why) => wrong(file, `:${number}`, why)));
  if (!parsed.success) throw wrong(file, `:${number}`, "this line is no prompt.");
  return parsed.data;
}

function readCsv(file: string, text: string): Prompt[] {
  try {
    const rows: unknown = parseCsv(text, { columns: true, skip_empty_lines: true });
    return z
      .array(z.object({ prompt: z.string().min(1), max_tokens: z.coerce.number().int().min(1).optional() }).loose())
      .parse(rows)
      .map(({ prompt, max_tokens }) => ({ messages: [userSays(prompt)], max_tokens: max_tokens ?? null }));
  } catch (cause) {
    const place = cause instanceof z.ZodError ? `:${Number(cause.issues[0]?.path[0] ?? 0) + 2}` : "";
    const reason = cause instanceof z.ZodError ? 'a row needs a column "prompt" that is not empty' : String(cause);
    throw wrong(file, place, `it is no such CSV: ${reason}.`);
  }
}

function readShareGpt(file: string, text: string): Prompt[] {
  const parsed = ShareGpt.safeParse(parseJsonText(text, (why) => wrong(file, "", why)));
  if (!parsed.success) throw wrong(file, "", "it is no ShareGPT file (a list of objects with conversations).");
  return parsed.data.flatMap(({ conversations }) => {
    const first = conversations.find(({ from }) => from === "human" || from === "user");
    return first === undefined || first.value === "" ? [] : [{ messages: [userSays(first.value)], max_tokens: null }];
  });
}

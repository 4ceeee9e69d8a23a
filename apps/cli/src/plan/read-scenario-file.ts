import { AppError, fieldProblems } from "@tfbench/contracts";
import type { CatalogueProblem } from "@tfbench/contracts";
import { readYaml } from "@tfbench/yaml-source";
import { CliError } from "../cli-error.ts";
import { EXIT_CODE } from "../exit-code.ts";
import { ScenarioFile } from "./scenario-file.ts";
import { readTextFile } from "../read-text-file.ts";

const PROBLEMS_SHOWN = 20;

/** Reads a scenario file. Throws a CliError that lists every problem with its line and column. */
export function readScenarioFile(file: string): ScenarioFile {
  const { content, place } = parse(file);
  if (typeof content !== "object" || content === null || Array.isArray(content))
    throw refused(file, [noMapping(content)]);
  const parsed = ScenarioFile.safeParse(content);
  if (parsed.success) return parsed.data;
  throw refused(file, place(fieldProblems(parsed.error.issues, "")));
}

function noMapping(content: unknown): CatalogueProblem {
  const what = content === null ? "is empty" : Array.isArray(content) ? "is a list" : "is but one value";
  const message = `${what}: a scenario begins with "name:", and has "target:", "request:" and "load:" below it; tfbench init writes a first one`;
  return { line: 1, column: 1, path: "", message };
}

function parse(file: string): ReturnType<typeof readYaml> {
  try {
    return readYaml(
      readTextFile(file, { what: "scenario file", hint: "Check the path, or write a first one with tfbench init." }),
    );
  } catch (cause) {
    const problems = cause instanceof AppError ? cause.details?.["problems"] : undefined;
    if (!Array.isArray(problems)) throw cause;
    // Put there by readYaml, which is the only one to throw this.
    throw refused(file, problems as CatalogueProblem[]);
  }
}

function refused(file: string, problems: readonly CatalogueProblem[]): CliError {
  const lines = problems
    .slice(0, PROBLEMS_SHOWN)
    .map(
      ({ line, column, path, message }) => `  ${file}:${line}:${column}  ${path === "" ? "" : `${path} `}${message}`,
    );
  const count = problems.length === 1 ? "a problem" : `${problems.length} problems`;
  return new CliError(EXIT_CODE.usage, [`${file} has ${count}:`, ...lines].join("\n"), {
    hint: "The JSON Schema that editors check against is scenario.schema.json of this package.",
  });
}

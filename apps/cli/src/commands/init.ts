import { existsSync, writeFileSync } from "node:fs";
import { CliError } from "../cli-error.ts";
import type { CommandContext } from "../command-context.ts";
import { EXIT_CODE } from "../exit-code.ts";
import type { ExitCode } from "../exit-code.ts";
import type { AddCommand } from "./add-command.ts";

const EXAMPLE = `# yaml-language-server: $schema=./node_modules/tfbench/scenario.schema.json
name: Hello
target:
  provider: openai
  # The built-in simulator: started for this load, and stopped after it. Put your endpoint here, for example
  # http://127.0.0.1:8000/v1/chat/completions
  url: simulator
  # api_key_env: OPENAI_API_KEY
request:
  model: simulated
  max_tokens: 64
prompts:
  synthetic: { input_tokens: 200 }
load:
  kind: closed
  runs: 100
  concurrency: 8
  start_spread_ms: 100
slo:
  - ttft_ms<300
`;

/** Writes a first scenario file; one that is there is never overwritten. */
export const addInit: AddCommand = (command, { context, end }) => {
  command
    .argument("[file]", "where to", "tfbench.yaml")
    .action((file: string, _flags: unknown, self) => end(init(file, context(self))));
};

function init(file: string, context: CommandContext): ExitCode {
  if (existsSync(file)) {
    throw new CliError(EXIT_CODE.usage, `${file} is there already.`, {
      hint: "Give another name: tfbench init other.yaml",
    });
  }
  try {
    writeFileSync(file, EXAMPLE, { flag: "wx" });
  } catch (cause) {
    throw new CliError(EXIT_CODE.failed, `${file} cannot be written: ${messageOf(cause)}.`, {
      hint: "Give a path in a folder that is there and can be written.",
      cause,
    });
  }
  context.print(`Wrote ${file}. Measure it with: tfbench run ${file}`);
  return EXIT_CODE.passed;
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

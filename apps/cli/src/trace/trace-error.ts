import { CliError } from "../cli-error.ts";
import { EXIT_CODE } from "../exit-code.ts";

export type TracePlace = { line: number; column: number };

/** What is wrong with a trace, and where; lines and columns count from 1. */
export const traceError = (file: string, { line, column }: TracePlace, message: string): CliError =>
  new CliError(EXIT_CODE.usage, `${file}:${line}:${column}: ${message}.`, {
    hint: 'A trace is JSONL as {"timestamp": 0, "input_length": 512, "output_length": 64}, CSV with such columns, or a record file.',
  });

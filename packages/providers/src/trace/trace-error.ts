import { AppError } from "@tfbench/contracts";

export type TracePlace = { line: number; column: number };

/** What is wrong with a trace, and where; lines and columns count from 1. */
export const traceError = (name: string, { line, column }: TracePlace, message: string): AppError =>
  new AppError("invalid_input", `${name}:${line}:${column}: ${message}.`, {
    hint: 'A trace is JSONL as {"timestamp": 0, "input_length": 512, "output_length": 64}, CSV with such columns, or a record file.',
    details: { line, column },
  });

import { join, resolve } from "node:path";
import { findFloatingPromises } from "./find-floating-promises.ts";

/** A process of its own, because reading all types holds a processor for seconds. */
const root = resolve(import.meta.dirname, "../..");
const problems = ["tsconfig.json", "apps/web/tsconfig.json"].flatMap((config) =>
  findFloatingPromises(root, join(root, config)),
);
for (const { file, line, message } of problems) process.stdout.write(`${file}:${line}: ${message}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;

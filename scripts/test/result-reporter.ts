import { writeFileSync } from "node:fs";
import type { Reporter, SerializedError, TestCase, TestModule, Vitest } from "vitest/node";
import type { NamedTest, TestReport } from "./test-report.ts";

/** Writes what a run found as one JSON file, where `--outputFile` says. Failures outside of tests count as failures. */
export default class ResultReporter implements Reporter {
  #outputFile = "";

  onInit({ config }: Vitest): void {
    if (typeof config.outputFile !== "string") throw new Error("This reporter needs --outputFile=<path>.");
    this.#outputFile = config.outputFile;
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const report: TestReport = {
      passed: tests.filter((one) => one.result().state === "passed").length,
      failed: [
        ...tests.filter((one) => ["failed", "pending"].includes(one.result().state)).map(describeFailed),
        ...modules.flatMap(describeBrokenSuites),
        ...unhandledErrors.map((error) => ({ name: "outside of any test", reason: firstLine(error) })),
      ],
      skipped: tests.filter((one) => one.result().state === "skipped").map(describeSkipped),
    };
    writeFileSync(this.#outputFile, JSON.stringify(report));
  }
}

const nameOf = (test: TestCase) => `${test.module.relativeModuleId} > ${test.fullName}`;
const firstLine = (error: SerializedError | undefined) => error?.message?.split("\n")[0] ?? "no message";

function describeFailed(test: TestCase): NamedTest {
  const { errors } = test.result();
  return { name: nameOf(test), reason: errors === undefined ? "never ended" : firstLine(errors[0]) };
}

/** Files and suites that failed outside of their tests: while loading, or in a hook. */
function describeBrokenSuites(module: TestModule): NamedTest[] {
  return [module, ...module.children.allSuites()]
    .filter((one) => one.errors().length > 0)
    .map((one) => ({ name: module.relativeModuleId, reason: firstLine(one.errors()[0]) }));
}

function describeSkipped(test: TestCase): NamedTest {
  const result = test.result();
  const reason = result.state === "skipped" ? result.note : undefined;
  return { name: nameOf(test), reason: reason ?? "no reason given" };
}

import { writeFileSync } from "node:fs";
import type { Reporter, SerializedError, TestCase, TestModule, Vitest } from "vitest/node";
import type { SkippedTest, TestReport } from "./test-report.ts";

/** Writes what a run found as one JSON file, where `--outputFile` says. Failures outside of tests count as failures. */
export default class ResultReporter implements Reporter {
  #outputFile = "";

  onInit({ config }: Vitest): void {
    if (typeof config.outputFile !== "string") throw new Error("This reporter needs --outputFile=<path>.");
    this.#outputFile = config.outputFile;
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const inState = (state: string) => tests.filter((one) => one.result().state === state).length;
    const brokenSuites = modules
      .flatMap((module) => [module, ...module.children.allSuites()])
      .filter((one) => one.errors().length > 0);
    const report: TestReport = {
      passed: inState("passed"),
      failed: inState("failed") + inState("pending") + brokenSuites.length + unhandledErrors.length,
      skipped: tests.filter((one) => one.result().state === "skipped").map(describeSkipped),
    };
    writeFileSync(this.#outputFile, JSON.stringify(report));
  }
}

function describeSkipped(test: TestCase): SkippedTest {
  const result = test.result();
  const reason = result.state === "skipped" ? result.note : undefined;
  return { name: `${test.module.relativeModuleId} > ${test.fullName}`, reason: reason ?? "no reason given" };
}

export type SkippedTest = { name: string; reason: string };

/** What one run of tests found. */
export type TestReport = { passed: number; failed: number; skipped: SkippedTest[] };

export function addReports(reports: readonly TestReport[]): TestReport {
  return {
    passed: reports.reduce((sum, report) => sum + report.passed, 0),
    failed: reports.reduce((sum, report) => sum + report.failed, 0),
    skipped: reports.flatMap((report) => report.skipped),
  };
}

/** The last lines of a run: one for each skipped test with its reason, then the counts. */
export function closingLines({ passed, failed, skipped }: TestReport): string[] {
  return [
    ...skipped.map(({ name, reason }) => `skipped: ${name}: ${reason}`),
    `${passed} passed, ${failed} failed, ${skipped.length} skipped`,
  ];
}

/** CI promises that everything ran, so there a skipped test is as bad as a failed one. */
export const isGood = ({ failed, skipped, passed }: TestReport, isCi: boolean): boolean =>
  failed === 0 && passed > 0 && !(isCi && skipped.length > 0);

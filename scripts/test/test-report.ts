/** `reason`: why it was skipped, or the first line of what went wrong. */
export type NamedTest = { name: string; reason: string };

/** What one run of tests found. */
export type TestReport = { passed: number; failed: NamedTest[]; skipped: NamedTest[] };

export function addReports(reports: readonly TestReport[]): TestReport {
  return {
    passed: reports.reduce((sum, report) => sum + report.passed, 0),
    failed: reports.flatMap((report) => report.failed),
    skipped: reports.flatMap((report) => report.skipped),
  };
}

/** The last lines of a run: one for each skipped and each failed test with the reason, then the counts. */
export function closingLines({ passed, failed, skipped }: TestReport): string[] {
  return [
    ...skipped.map(({ name, reason }) => `skipped: ${name}: ${reason}`),
    ...failed.map(({ name, reason }) => `failed: ${name}: ${reason}`),
    `${passed} passed, ${failed.length} failed, ${skipped.length} skipped`,
  ];
}

/** CI promises that everything ran, so there a skipped test is as bad as a failed one. */
export const isGood = ({ failed, skipped, passed }: TestReport, isCi: boolean): boolean =>
  failed.length === 0 && passed > 0 && !(isCi && skipped.length > 0);

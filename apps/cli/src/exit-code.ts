/** What the process ends with; docs/CLI.md lists them. A missed threshold is not a crash. */
export const EXIT_CODE = {
  passed: 0,
  failed: 1,
  usage: 2,
  threshold_missed: 10,
  inconclusive: 11,
  budget_stopped: 12,
  invalid_measurement: 13,
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT_CODE)[keyof typeof EXIT_CODE];

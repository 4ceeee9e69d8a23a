/** The longest first. Begun last, each of these would leave one of two cores idle for as long as it takes. */
export const SLOW_FILES = [
  "apps/server/src/api/schemathesis.test.ts",
  "deploy/checks/start.test.ts",
  "packages/services/src/samples/samples.test.ts",
  "packages/store/src/migrate.test.ts",
  "packages/store/src/kill-embedded.test.ts",
  "scripts/api-document/run-calls.test.ts",
  "deploy/checks/files.test.ts",
  "packages/store/src/queries/plans.test.ts",
  "packages/services/src/catalogue/catalogue.test.ts",
  "apps/server/src/worker/start-worker.test.ts",
  "apps/server/src/redis.test.ts",
  "apps/server/src/sigkill.test.ts",
  "apps/web/browser/every-page.test.ts",
  // A minute of silence, which is best spent beside one that computes.
  "apps/web/browser/silent-stream.test.ts",
  "apps/web/browser/bad-input-answers.test.ts",
  "apps/web/browser/api-trouble.test.ts",
  "apps/web/browser/first-visit.test.ts",
  "apps/web/browser/scenario-page.test.ts",
];

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
];

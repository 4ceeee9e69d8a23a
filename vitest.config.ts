import { defineConfig } from "vitest/config";
import { SlowFilesFirst } from "./scripts/test/slow-files-first.ts";

const SCREEN_TESTS = "apps/web/browser/**/*.test.ts";
/** Tests that run what documents show; they need the built dashboard. */
const DOCUMENT_TESTS = "scripts/documents/**/*.instance.test.ts";

export default defineConfig({
  test: {
    // Two cores is what the tests are promised to pass on; more workers would only make them wait for each other.
    maxWorkers: 2,
    sequence: { sequencer: SlowFilesFirst },
    projects: [
      {
        test: {
          name: "unit",
          include: [
            "packages/*/src/**/*.test.ts",
            "apps/*/**/*.test.{ts,tsx}",
            "scripts/**/*.test.ts",
            "bench/**/*.test.ts",
            "deploy/**/*.test.ts",
          ],
          exclude: ["**/node_modules/**", "**/.next/**", SCREEN_TESTS, DOCUMENT_TESTS],
          setupFiles: ["scripts/test/fail-on-leaks.ts"],
          pool: "forks",
          // Each process loads the sources once, for all files it runs; no test replaces a module or a global.
          isolate: false,
          testTimeout: 30_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: "browser",
          include: [SCREEN_TESTS],
          globalSetup: ["apps/web/browser/fixtures/first-start.ts"],
          pool: "forks",
          // Half of what these files take is waiting: for retries, for runs to end, for a minute of silence.
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "documents",
          include: [DOCUMENT_TESTS],
          pool: "forks",
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});

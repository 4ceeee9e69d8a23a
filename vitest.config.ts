import { defineConfig } from "vitest/config";
import { SlowFilesFirst } from "./scripts/test/slow-files-first.ts";

const SCREEN_TESTS = "apps/web/browser/**/*.test.ts";
/** Tests that run what documents show; they need the built dashboard. */
const DOCUMENT_TESTS = "scripts/documents/**/*.instance.test.ts";

export default defineConfig({
  test: {
    // For two cores, which the tests are promised to pass on: of two files, one or the other mostly waits, for runs to end,
    // for retries, for what it started.
    maxWorkers: 3,
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
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});

import { expect, test } from "vitest";
import { findFileNameProblems } from "./find-file-name-problems.ts";

const messagesFor = (path: string) => findFileNameProblems([path]).map((problem) => problem.message);

test.each([
  ["packages/stats/src/utils.ts", '"utils.ts" is a drawer; name it for the one thing it holds'],
  ["packages/stats/src/date-helpers.ts", '"date-helpers.ts" is a drawer; name it for the one thing it holds'],
  ["apps/web/lib/api.ts", '"lib" is a drawer; name it for the one thing it holds'],
  ["apps/web/components/LatencyCard.tsx", '"LatencyCard.tsx" is not kebab-case'],
  ["packages/engine/src/run_once.ts", '"run_once.ts" is not kebab-case'],
  ["packages/engine/src/[id].ts", '"[id].ts" is not kebab-case'],
  ["packages/store/migrations/2_runs.sql", "migrations are named 0007_add_run_lag.sql"],
])("%s is refused", (path, message) => {
  expect(messagesFor(path)).toEqual([message]);
});

test.each([
  "packages/stats/src/log-histogram.test.ts",
  "apps/web/app/runs/[id]/page.tsx",
  "apps/web/app/api/[...path]/route.ts",
  "packages/store/migrations/0001_create_runs.sql",
  "packages/store/migrations/checksums.json",
  "packages/engine/README.md",
  "README.md",
])("%s is allowed", (path) => {
  expect(messagesFor(path)).toEqual([]);
});

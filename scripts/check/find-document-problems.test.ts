import { expect, test } from "vitest";
import { findDocumentProblems } from "./find-document-problems.ts";

const facts = {
  exists: (path: string) => ["docs/METRICS.md", "packages/store", "scripts/seed.ts"].includes(path.replace(/\/$/, "")),
  makeTargets: new Set(["start"]),
  npmScripts: new Set(["bench"]),
};
const messagesFor = (text: string) =>
  findDocumentProblems([{ path: "docs/ARCHITECTURE.md", text }], facts).map((problem) => problem.message);

test.each([
  ["See `packages/gone/src/a.ts`.", "names packages/gone/src/a.ts, which does not exist"],
  ["Run `node scripts/gone.ts --now`.", "names scripts/gone.ts, which does not exist"],
  ["[metrics](GONE.md)", "links to docs/GONE.md, which does not exist"],
  ["`make deploy`", 'names "make deploy", which is no target of the Makefile'],
  ["npm run gone -- x", 'names "npm run gone", which is no script of package.json'],
])("%s is refused", (text, message) => {
  expect(messagesFor(text)).toEqual([message]);
});

test.each([
  "`packages/store/` and `scripts/seed.ts`.",
  "[metrics](METRICS.md#outcomes), [site](https://example.test), [here](#here)",
  "`make start`, `npm run bench -- triggers`",
  "We make sure that it works.",
  "`packages/<name>/src`",
])("%s is allowed", (text) => {
  expect(messagesFor(text)).toEqual([]);
});

test("a problem names the line it stands on", () => {
  expect(findDocumentProblems([{ path: "README.md", text: "one\n\n`docs/GONE.md`" }], facts)).toEqual([
    { file: "README.md", line: 3, message: "names docs/GONE.md, which does not exist" },
  ]);
});

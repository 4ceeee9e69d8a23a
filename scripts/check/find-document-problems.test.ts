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
  ['<img src="images/gone.png" alt="">', "links to docs/images/gone.png, which does not exist"],
  ["# One\n\n[two](#two)", "links to docs/ARCHITECTURE.md#two, which is no heading of it"],
  ["[site](https://)", "links to https://, which is no address"],
  ["`make deploy`", 'names "make deploy", which is no target of the Makefile'],
  ["npm run gone -- x", 'names "npm run gone", which is no script of package.json'],
])("%s is refused", (text, message) => {
  expect(messagesFor(text)).toEqual([message]);
});

test.each([
  "`packages/store/` and `scripts/seed.ts`.",
  "# Here\n\n[metrics](METRICS.md#outcomes), [site](https://example.test), [here](#here)",
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

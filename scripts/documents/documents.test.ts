import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { marked } from "marked";
import { describe, expect, test } from "vitest";
import { listFiles } from "../check/list-files.ts";
import { findMermaidFaults } from "./find-mermaid-faults.ts";
import { listAnchors } from "./list-anchors.ts";
import { listFences } from "./list-fences.ts";

const root = resolve(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const documents = listFiles(root).filter((path) => /^([A-Z]+\.md|docs\/.*\.md)$/.test(path));
const fencesOf = (path: string) => listFences(read(path)).map((fence) => ({ path, ...fence }));
const fences = documents.flatMap(fencesOf);
const isShell = (info: string) => /^(sh|bash|shell|console|zsh)?(\s|$)/.test(info);

describe("shell fences", () => {
  test("of the documents whose commands are run say whether they are run, started or parsed", () => {
    const marked = new Set(["sh run", "sh start", "sh parsed"]);
    const shown = ["README.md", "docs/QUICKSTART.md", "docs/API.md"].flatMap(fencesOf);

    expect(shown.filter(({ info }) => isShell(info) && !marked.has(info))).toEqual([]);
    expect(shown.filter(({ info }) => info === "sh run").length).toBeGreaterThan(30);
  });

  test("are shell", () => {
    const faulty = fences.filter(
      ({ info, text }) => isShell(info) && spawnSync("bash", ["-n"], { input: text }).status !== 0,
    );

    expect(faulty).toEqual([]);
  });

  test("hold no comments, which zsh takes for commands when they are pasted", () => {
    expect(fences.filter(({ info, text }) => info.startsWith("sh ") && /(^|\s)#/m.test(text))).toEqual([]);
  });

  test("that are only parsed hold commands that a clone has or a person needs before", () => {
    const commands = ["README.md", "docs/QUICKSTART.md"]
      .flatMap(fencesOf)
      .filter(({ info }) => info === "sh parsed")
      .flatMap(({ text }) => text.split("\n").map((line) => line.trim()))
      .filter((line) => line !== "");
    const allowed = [
      /^git clone https:\/\/\S+\.git$/,
      /^cd \S+$/,
      /^cp \.env\.example \.env$/,
      // That the target exists is a rule of `npm run check`.
      /^make [a-z]+( [A-Z]+=\S+)*$/,
      /^docker compose /,
    ];

    expect(commands.filter((line) => !allowed.some((pattern) => pattern.test(line)))).toEqual([]);
    if (commands.some((line) => line.startsWith("docker compose")))
      expect(existsSync(join(root, "docker-compose.yml"))).toBe(true);
  });
});

test("no document shows code by indenting it, where no mark can say what it is", () => {
  const indented: string[] = [];
  for (const path of documents)
    marked.walkTokens(marked.lexer(read(path)), (token) => {
      if (token.type === "code" && token["codeBlockStyle"] === "indented") indented.push(`${path}: ${token.raw}`);
    });

  expect(indented).toEqual([]);
});

test("diagrams have a structure that code hosts can draw", () => {
  const diagrams = fences.filter(({ info }) => info === "mermaid");

  expect(diagrams.length).toBeGreaterThan(1);
  expect(diagrams.flatMap(({ path, text }) => findMermaidFaults(text).map((fault) => `${path}: ${fault}`))).toEqual([]);
});

test("what the Quickstart calls by name in the dashboard stands in the dashboard's sources", () => {
  const sources = listFiles(root)
    .filter((path) => /^apps\/web\/.*\.tsx?$/.test(path) && !/\.test\.|\/browser\/|fixtures/.test(path))
    .map(read)
    .join("\n");
  const names = ["README.md", "docs/QUICKSTART.md"].flatMap((path) =>
    [...read(path).matchAll(/\*\*([A-Z][^*:.]+)\*\*/g)].map(([, name = ""]) => name),
  );
  const labels = names.filter((name) => name !== "Against the real service");

  expect(labels.length).toBeGreaterThan(5);
  expect(labels.filter((label) => !new RegExp(`[">\`]\\s*${label}\\s*["<\`]`).test(sources))).toEqual([]);
});

describe("a diagram", () => {
  test.each([
    ["flowchart TD\n  a[one] --> b[two]", []],
    ['flowchart LR\n  a["x (y"] -->|does| b[("z")]', []],
    ["flowchart\n  a --> b", ['"flowchart" is no kind of diagram']],
    ["flowchart TD\n  a[one --> b", ["a bracket is not closed: a[one --> b"]],
    ['flowchart TD\n  a["one] --> b', ['a quote is not closed: a["one] --> b']],
    ["flowchart TD\n  a -->", ["an arrow has no end: a -->"]],
    ["flowchart TD\n  subgraph x\n  a --> b", ["1 subgraph, 0 end"]],
  ])("%s has the faults %j", (text, faults) => {
    expect(findMermaidFaults(text)).toEqual(faults);
  });
});

test("anchors are those of the code host: small letters, hyphens, numbered where they repeat, none from fences", () => {
  const text = "# What `COMPLETED` does not mean\n\n```sh\n# a comment\n```\n\n## Runs, all\n\n## Runs, all\n";

  expect([...listAnchors(text)]).toEqual(["what-completed-does-not-mean", "runs-all", "runs-all-1"]);
});

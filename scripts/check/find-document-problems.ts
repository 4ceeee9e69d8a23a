import { existsSync } from "node:fs";
import { posix } from "node:path";
import { listAnchors } from "../documents/list-anchors.ts";
import type { Problem } from "./problem.ts";

export type Document = { path: string; text: string };
export type DocumentFacts = {
  exists: (path: string) => boolean;
  makeTargets: ReadonlySet<string>;
  npmScripts: ReadonlySet<string>;
};

const OUR_FOLDER = /^(apps|packages|docs|scripts|bench|deploy|examples|\.ci)\//;
const CODE_SPAN = /`([^`\n]+)`/g;
/** Links of Markdown, and the addresses of pictures and links in the HTML that it may hold. */
const LINK = /(?:\]\(|\b(?:href|src|srcset)=")([^)\s"]+)/g;
const MAKE = /\bmake ([a-z][a-z-]*)/g;
const NPM_RUN = /\bnpm run ([a-z][a-z:-]*)/g;

/** Paths, links and commands that a document names and the repository does not have. */
export function findDocumentProblems(documents: readonly Document[], facts: DocumentFacts): Problem[] {
  const anchors = new Map(documents.map(({ path, text }) => [path, listAnchors(text)]));
  return documents.flatMap(({ path, text }) =>
    text.split("\n").flatMap((line, index) => {
      const messages = [...missingIn(line, posix.dirname(path), facts), ...brokenLinksIn(line, path, anchors)];
      return messages.map((message) => ({ file: path, line: index + 1, message }));
    }),
  );
}

/** Links to headings that are not there, and addresses that are none. Nothing is asked of the network. */
function brokenLinksIn(line: string, path: string, anchors: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  return captures(line, LINK).flatMap((link) => {
    if (/^[a-z]+:/.test(link)) return URL.canParse(link) ? [] : [`links to ${link}, which is no address`];
    const [target = "", anchor] = link.split("#");
    const place = target === "" ? path : posix.join(posix.dirname(path), target);
    const known = anchors.get(place);
    const isThere = anchor === undefined || known === undefined || known.has(anchor);
    return isThere ? [] : [`links to ${place}#${anchor}, which is no heading of it`];
  });
}

function missingIn(line: string, folder: string, facts: DocumentFacts): string[] {
  return [
    ...captures(line, CODE_SPAN)
      .flatMap((span) => span.split(/\s+/))
      .filter((word) => OUR_FOLDER.test(word) && !/[<>{}*…]|NNNN/.test(word))
      .map((word) => word.replace(/[.,;:]$/, "").replace(/#.*$/, ""))
      .filter((word) => !facts.exists(word))
      .map((word) => `names ${word}, which does not exist`),
    ...captures(line, LINK)
      .filter((link) => !/^([a-z]+:|#)/.test(link))
      .map((link) => posix.join(folder, link.replace(/#.*$/, "")))
      .filter((target) => !facts.exists(target))
      .map((target) => `links to ${target}, which does not exist`),
    ...commandsIn(line, MAKE)
      .filter((target) => !facts.makeTargets.has(target))
      .map((target) => `names "make ${target}", which is no target of the Makefile`),
    ...commandsIn(line, NPM_RUN)
      .filter((name) => !facts.npmScripts.has(name))
      .map((name) => `names "npm run ${name}", which is no script of package.json`),
  ];
}

const captures = (line: string, pattern: RegExp): string[] =>
  [...line.matchAll(pattern)].flatMap((match) => (match[1] === undefined ? [] : [match[1]]));

/** Commands count inside code spans and as whole lines of a code block; prose may say "make sure". */
function commandsIn(line: string, pattern: RegExp): string[] {
  const code = /^\s*(\$ )?(make|npm run) /.test(line) ? [line] : captures(line, CODE_SPAN);
  return code.flatMap((span) => captures(span, pattern));
}

export const pathExists = (root: string) => (path: string) => existsSync(posix.join(root, path));

import type { Problem } from "./problem.ts";

export type Manifest = { path: string; dependencies: Readonly<Record<string, string>> };
type Row = { name: string; licence: string; hasLink: boolean; line: number };

const DOCUMENT = "docs/DEPENDENCIES.md";
const ROW = /^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \|( \[read\]\(https:[^)]+\) \|)?/;

const readRows = (text: string): Row[] =>
  text.split("\n").flatMap((line, index) => {
    const match = ROW.exec(line);
    if (!match?.[1] || !match[2]) return [];
    return [{ name: match[1], licence: match[2].trim(), hasLink: match[4] !== undefined, line: index + 1 }];
  });

/** Dependencies that docs/DEPENDENCIES.md does not give a line, lines without a dependency or a link, wrong licences, loose versions. */
export function findDependencyProblems(
  manifests: readonly Manifest[],
  document: string,
  licenceOf: (name: string) => string,
): Problem[] {
  const found: Problem[] = [];
  const rows = readRows(document);
  const used = new Set<string>();
  for (const { path, dependencies } of manifests) {
    for (const [name, version] of Object.entries(dependencies)) {
      if (!/^\d/.test(version))
        found.push({ file: path, line: 0, message: `${name} is "${version}"; versions are exact` });
      if (name.startsWith("@tfbench/")) continue;
      used.add(name);
      if (!rows.some((row) => row.name === name)) {
        found.push({ file: path, line: 0, message: `${name} has no line in ${DOCUMENT}` });
      }
    }
  }
  for (const { name, licence, hasLink, line } of rows) {
    if (!hasLink)
      found.push({ file: DOCUMENT, line, message: `${name} has no [read](https://...) to its documentation` });
    if (!used.has(name)) found.push({ file: DOCUMENT, line, message: `${name} is in no package.json` });
    else if (licenceOf(name) !== licence) {
      found.push({ file: DOCUMENT, line, message: `${name} has the licence ${licenceOf(name)}, not ${licence}` });
    }
  }
  return found;
}

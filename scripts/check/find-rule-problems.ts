import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";
import { findApiDocumentProblems } from "./find-api-document-problems.ts";
import { findDependencyProblems, type Manifest } from "./find-dependency-problems.ts";
import { findDocumentProblems, pathExists, type DocumentFacts } from "./find-document-problems.ts";
import { findFileNameProblems } from "./find-file-name-problems.ts";
import { findForbiddenImports } from "./find-forbidden-imports.ts";
import { findMigrationProblems } from "./find-migration-problems.ts";
import { findSourceProblems } from "./find-source-problems.ts";
import { listFiles } from "./list-files.ts";
import type { Problem } from "./problem.ts";
import { parseSource } from "./source-file.ts";

const Words = z.record(z.string(), z.string());
const PackageJson = z.object({
  scripts: Words.default({}),
  dependencies: Words.default({}),
  devDependencies: Words.default({}),
  license: z.string().default("none stated"),
});

/** Everything the repository's own rules find: imports, sources, file names, documents, migrations, dependencies. */
export async function findRuleProblems(root: string): Promise<Problem[]> {
  const paths = listFiles(root);
  const read = (path: string) => readFileSync(join(root, path), "utf8");
  const readPackage = (path: string) => PackageJson.parse(JSON.parse(read(path)));
  const sources = paths
    .filter((path) => /^(packages|apps|scripts|bench|deploy)\/.*\.tsx?$/.test(path) && !path.endsWith(".d.ts"))
    .map((path) => parseSource(path, read(path)));
  const documents = paths
    .filter((path) => /^([A-Z]+\.md|docs\/.*\.md|llms\.txt)$/.test(path))
    .map((path) => ({ path, text: read(path) }));
  const migrations = paths
    .filter((path) => /^packages\/store\/migrations\/.*\.sql$/.test(path))
    .map((path) => ({ name: basename(path), text: read(path) }));
  const manifests = paths
    .filter((path) => /^((apps|packages)\/[^/]+\/)?package\.json$/.test(path))
    .map((path): Manifest => {
      const { dependencies, devDependencies } = readPackage(path);
      return { path, dependencies: { ...dependencies, ...devDependencies } };
    });
  const homes = ["", ...manifests.map(({ path }) => path.slice(0, -"package.json".length))];
  const licenceOf = (name: string) => {
    const installed = homes.map((home) => `${home}node_modules/${name}/package.json`).find(pathExists(root));
    return installed === undefined ? "not installed" : readPackage(installed).license;
  };
  const facts: DocumentFacts = {
    exists: pathExists(root),
    makeTargets: new Set([...read("Makefile").matchAll(/^([a-z][a-z-]*):/gm)].map((match) => match[1] ?? "")),
    npmScripts: new Set(Object.keys(readPackage("package.json").scripts)),
  };
  return [
    ...findForbiddenImports(sources),
    ...findSourceProblems(sources),
    ...findFileNameProblems(paths),
    ...findDocumentProblems(documents, facts),
    ...findApiDocumentProblems(read("apps/server/src/api/openapi.golden.json"), read("docs/API.md")),
    ...findMigrationProblems(migrations, Words.parse(JSON.parse(read("packages/store/migrations/checksums.json")))),
    ...findDependencyProblems(manifests, read("docs/DEPENDENCIES.md"), licenceOf),
  ];
}

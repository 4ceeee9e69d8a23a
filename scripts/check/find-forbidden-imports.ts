import { posix } from "node:path";
import { IMPORT_TABLE, TESTS_MAY_ALSO, type ImportRow } from "./import-table.ts";
import type { Problem } from "./problem.ts";
import { listImports, type Import, type SourceFile } from "./source-file.ts";

const SCOPE = "@tfbench/";
const isTest = (path: string) => /\.test\.tsx?$|^apps\/web\/browser\/|\/(test|fixtures)\//.test(path);
const isInside = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`);

const rowFor = (path: string): ImportRow | undefined =>
  IMPORT_TABLE.filter((row) => isInside(path, row.folder)).sort((a, b) => b.folder.length - a.folder.length)[0];

/** Every import the table does not allow, and every relative import that leaves its own package. */
export function findForbiddenImports(sources: readonly SourceFile[]): Problem[] {
  return sources.flatMap((source) => {
    const row = rowFor(source.path);
    if (!row) return [];
    return listImports(source).flatMap((one) => {
      const message = one.specifier.startsWith(".")
        ? leavesPackage(source.path, one)
        : breaksRow(row, source.path, one);
      return message === null ? [] : [{ file: source.path, line: one.line, message }];
    });
  });
}

function leavesPackage(path: string, { specifier }: Import): string | null {
  const home = path.split("/").slice(0, 2).join("/");
  const target = posix.join(posix.dirname(path), specifier);
  if (isInside(target, home)) return null;
  return `"${specifier}" leaves ${home}; import the package by its name`;
}

function breaksRow(row: ImportRow, path: string, { specifier, isTypeOnly }: Import): string | null {
  if (!specifier.startsWith(SCOPE)) {
    const isForbidden = row.mustNotKnow.some(
      (name) => specifier === name || specifier.startsWith(name.endsWith("/") ? name : `${name}/`),
    );
    return isForbidden && !isTest(path) ? `${row.folder} must not know about "${specifier}"` : null;
  }
  const [name = "", ...subpath] = specifier.slice(SCOPE.length).split("/");
  if (subpath.length > 0) return `"${specifier}" reaches inside a package; import ${SCOPE}${name}`;
  if (path.startsWith(`packages/${name}/`) || path.startsWith(`apps/${name}/`)) {
    return `"${specifier}" is the file's own package; use a relative import`;
  }
  if (isTest(path) && TESTS_MAY_ALSO.includes(name)) return null;
  if (!row.may.includes(name)) return `${row.folder} may not import ${specifier}`;
  if (row.typesOnly?.includes(name) && !isTypeOnly && !isTest(path)) {
    return `${row.folder} may import only types from ${specifier}`;
  }
  return null;
}

import type { Problem } from "./problem.ts";

const BANNED = ["utils", "util", "helpers", "helper", "common", "misc", "lib", "shared", "core", "manager"];
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*$/;
const ROUTE_SEGMENT = /^(\[{1,2}(\.\.\.)?[a-z0-9_]+\]{1,2}|\([a-z0-9-]+\)|@[a-z0-9-]+)$/;
const MIGRATION = /^\d{4}_[a-z0-9_]+\.sql$/;

/** Files and folders of our own code that are not kebab-case, are drawers, or are migrations without number and name. */
export function findFileNameProblems(paths: readonly string[]): Problem[] {
  return paths
    .filter((path) => /^(packages|apps|scripts|bench|examples)\//.test(path))
    .flatMap((path) => {
      const message = path.includes("/migrations/") ? migrationProblem(path) : nameProblem(path);
      return message === null ? [] : [{ file: path, line: 0, message }];
    });
}

function migrationProblem(path: string): string | null {
  const name = path.split("/").at(-1) ?? "";
  return MIGRATION.test(name) || name === "checksums.json" ? null : "migrations are named 0007_add_run_lag.sql";
}

function nameProblem(path: string): string | null {
  const isFrameworkPath = path.startsWith("apps/web/app/") || path.startsWith("apps/web/public/");
  for (const part of path.split("/")) {
    const [stem = ""] = part.split(".");
    if (BANNED.some((banned) => stem === banned || stem.endsWith(`-${banned}`))) {
      return `"${part}" is a drawer; name it for the one thing it holds`;
    }
    const isNamedRight = KEBAB.test(part) || part.startsWith(".") || part.endsWith(".md");
    if (!isNamedRight && !(isFrameworkPath && ROUTE_SEGMENT.test(part))) return `"${part}" is not kebab-case`;
  }
  return null;
}

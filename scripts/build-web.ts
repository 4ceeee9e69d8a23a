import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { hashFiles } from "./build-web/hash-files.ts";

/** Builds the dashboard when its sources changed since the build that is there. `node scripts/build-web.ts --force` always builds. */
const root = resolve(import.meta.dirname, "..");
const web = join(root, "apps/web");
const stampFile = join(root, ".cache/dashboard-build");
const buildIdFile = join(web, ".next/BUILD_ID");

const sourceHash = hashFiles(root, ["apps/web", "packages/contracts", "packages/client", "package-lock.json"]);
const stampNow = () => (existsSync(buildIdFile) ? `${sourceHash} ${readFileSync(buildIdFile, "utf8")}` : null);
const isBuilt = existsSync(stampFile) && readFileSync(stampFile, "utf8") === stampNow();

if (!isBuilt || process.argv.includes("--force")) {
  process.stdout.write("Building the dashboard ...\n");
  const { status, output } = spawnSync("next", ["build"], {
    cwd: web,
    encoding: "utf8",
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    maxBuffer: 64 * 1024 * 1024,
  });
  const stamp = stampNow();
  if (status !== 0 || stamp === null) {
    process.stderr.write(`${output.join("")}\nThe dashboard could not be built.\n`);
    process.exit(1);
  }
  mkdirSync(join(root, ".cache"), { recursive: true });
  writeFileSync(stampFile, stamp);
}

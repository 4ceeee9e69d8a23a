import { readFileSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { rolldown } from "rolldown";

/** Every file that Node.js starts by itself: the program, and the entries of its threads and child processes. */
const ENTRIES = JSON.parse(readFileSync(resolve(import.meta.dirname, "entries.json"), "utf8")) as Record<
  string,
  string
>;

const dist = resolve(import.meta.dirname, "dist");
rmSync(dist, { recursive: true, force: true });
const bundle = await rolldown({
  cwd: import.meta.dirname,
  input: ENTRIES,
  platform: "node",
  // Node's own modules are all that is left outside.
  external: [/^node:/],
  treeshake: true,
});
await bundle.write({
  dir: dist,
  format: "esm",
  minify: true,
  entryFileNames: "[name].js",
  chunkFileNames: "[name]-[hash].js",
});
await bundle.close();

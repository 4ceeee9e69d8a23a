import { readFileSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { rolldown, type Plugin } from "rolldown";

/** Every file that Node.js starts by itself: the program, and the entries of its threads and child processes. */
const ENTRIES = JSON.parse(readFileSync(resolve(import.meta.dirname, "entries.json"), "utf8")) as Record<
  string,
  string
>;

const VOCABULARY = "o200k.vocabulary";

/** The 200,000 tokens of the vocabulary as a file of bytes: as source text they take ten times the memory, and a fifth of a second. */
const vocabularyAsFile: Plugin = {
  name: "vocabulary-as-file",
  async load(id) {
    if (!id.endsWith("/llm/packed-o200k.ts")) return null;
    const { packedO200k } = await import("@tfbench/providers");
    this.emitFile({ type: "asset", fileName: VOCABULARY, source: await packedO200k() });
    return `import { readFile } from "node:fs/promises";
export const packedO200k = () => readFile(new URL("./${VOCABULARY}", import.meta.url));`;
  },
};

const dist = resolve(import.meta.dirname, "dist");
rmSync(dist, { recursive: true, force: true });
const bundle = await rolldown({
  cwd: import.meta.dirname,
  input: ENTRIES,
  platform: "node",
  // Node's own modules are all that is left outside.
  external: [/^node:/],
  treeshake: true,
  plugins: [vocabularyAsFile],
});
await bundle.write({
  dir: dist,
  format: "esm",
  minify: true,
  entryFileNames: "[name].js",
  chunkFileNames: "[name]-[hash].js",
});
await bundle.close();

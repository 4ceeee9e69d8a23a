import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { findFloatingPromises } from "./find-floating-promises.ts";

test("a promise that is awaited, voided, kept or handled is fine; one that is let go is named with its line", () => {
  const root = mkdtempSync(join(tmpdir(), "tfbench-promises-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const options = { target: "es2024", module: "nodenext", strict: true, types: [] };
  writeFileSync(
    join(root, "a.mts"),
    `export {};
declare function work(): Promise<void>;
declare const maybe: (() => Promise<void>) | undefined;
declare const plain: () => void;
await work();
void work();
let kept = work(); kept = work();
work().catch((cause: unknown) => console.log(cause));
work().then(plain, plain);
plain();
work();
maybe?.();
work().then(plain);
`,
  );
  writeFileSync(join(root, "tsconfig.json"), JSON.stringify({ compilerOptions: options, include: ["*.mts"] }));

  const found = findFloatingPromises(root, join(root, "tsconfig.json"));

  expect(found.map(({ file, line }) => `${file}:${line}`)).toEqual(["a.mts:11", "a.mts:12", "a.mts:13"]);
});

#!/usr/bin/env node
import { existsSync } from "node:fs";

const source = new URL("../src/main.ts", import.meta.url);
// A checkout runs its sources, which takes a Node.js that strips types; a package holds only what was built from them.
await import(existsSync(source) ? source.href : new URL("../dist/main.js", import.meta.url).href);

/** Who may import what: the table of docs/ARCHITECTURE.md, one row per part of the repository. */
export type ImportRow = {
  /** Folder the row is about; the longest one that fits a file counts. */
  folder: string;
  /** Workspace packages it may import. */
  may: readonly string[];
  /** Of those, the ones it may import types from and nothing else. */
  typesOnly?: readonly string[];
  /** Names of outside packages and Node modules it must not know; `name/` stands for a scope or a subpath. */
  mustNotKnow: readonly string[];
};

const HTTP = ["hono", "@hono/"];
const DATABASE = ["pg", "pg-boss", "drizzle-orm", "@electric-sql/"];
const PAGES = ["react", "react-dom", "next"];
const IO = ["node:fs", "node:net", "node:http", "node:https", "node:child_process", "node:worker_threads", "undici"];
const SERVER = ["contracts", "services", "store", "stats", "engine", "providers", "checks", "simulator", "yaml-source"];

export const IMPORT_TABLE: readonly ImportRow[] = [
  { folder: "packages/contracts", may: [], mustNotKnow: [...HTTP, ...DATABASE, ...PAGES, ...IO] },
  { folder: "packages/stats", may: ["contracts"], mustNotKnow: [...HTTP, ...DATABASE, ...PAGES, ...IO] },
  { folder: "packages/engine", may: ["contracts", "stats"], mustNotKnow: [...HTTP, ...DATABASE, ...PAGES] },
  {
    folder: "packages/providers",
    may: ["contracts", "engine"],
    typesOnly: ["engine"],
    mustNotKnow: [...HTTP, ...DATABASE, ...PAGES],
  },
  { folder: "packages/checks", may: ["contracts"], mustNotKnow: [...HTTP, ...DATABASE, ...PAGES] },
  { folder: "packages/store", may: ["contracts"], mustNotKnow: [...HTTP, ...PAGES] },
  { folder: "packages/services", may: ["contracts", "stats", "checks", "store"], mustNotKnow: [...HTTP, ...PAGES] },
  { folder: "packages/yaml-source", may: ["contracts"], mustNotKnow: [...HTTP, ...DATABASE, ...PAGES, ...IO] },
  { folder: "packages/client", may: ["contracts"], mustNotKnow: DATABASE },
  { folder: "packages/simulator", may: ["contracts"], mustNotKnow: [...DATABASE, ...PAGES] },
  { folder: "packages/testkit", may: ["contracts", "store"], mustNotKnow: PAGES },
  { folder: "apps/server", may: SERVER, mustNotKnow: PAGES },
  { folder: "apps/server/src/api", may: ["contracts", "services", "yaml-source"], mustNotKnow: PAGES },
  {
    folder: "apps/server/src/worker",
    may: SERVER.filter((name) => name !== "simulator"),
    mustNotKnow: [...HTTP, ...PAGES],
  },
  {
    folder: "apps/cli",
    may: ["contracts", "client", "engine", "providers", "checks", "stats", "simulator", "yaml-source"],
    mustNotKnow: [...HTTP, ...DATABASE, ...PAGES],
  },
  { folder: "apps/web", may: ["contracts", "client"], mustNotKnow: [...DATABASE, ...HTTP] },
];

/** Tests stand outside the product: they may use the parts they test against. */
export const TESTS_MAY_ALSO: readonly string[] = ["testkit", "simulator", "store", "services", "stats"];

import { testDatabase } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { is } from "drizzle-orm";
import { PgTable, getTableConfig } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as schema from "./schema.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const tables = Object.values(schema)
  .filter((table) => is(table, PgTable))
  .map((table) => getTableConfig(table));
const OURS = "n.nspname = 'public' AND NOT c.relispartition AND c.relname <> 'schema_migrations'";

test("the Drizzle schema has every table with the columns, types and defaults of the migrations", async () => {
  const columns = await db.query(
    `SELECT c.relname AS table, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS not_null,
       a.atthasdef OR a.attidentity <> '' AS has_default
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE ${OURS} AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped ORDER BY 1, 2`,
  );

  const declared = tables.flatMap(({ name: table, columns: own }) =>
    own.map((column) => ({
      table,
      name: column.name,
      type: column
        .getSQLType()
        .replace(/^varchar/, "character varying")
        .replace(", ", ","),
      not_null: column.notNull,
      has_default: column.hasDefault || column.generatedIdentity !== undefined,
    })),
  );
  expect(sorted(declared)).toEqual(sorted(columns));
});

test("the Drizzle schema has every foreign key", async () => {
  const keys = await db.query(
    `SELECT c.relname AS table, a.attname AS column, f.relname AS to_table, k.confdeltype = 'c' AS cascades
     FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     JOIN pg_class f ON f.oid = k.confrelid JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (k.conkey)
     WHERE ${OURS} AND k.contype = 'f'`,
  );

  const declared = tables.flatMap(({ name: table, foreignKeys }) =>
    foreignKeys.flatMap((key) => {
      const { columns, foreignTable } = key.reference();
      return columns.map((column) => ({
        table,
        column: column.name,
        to_table: getTableConfig(foreignTable).name,
        cascades: key.onDelete === "cascade",
      }));
    }),
  );
  expect(sorted(declared)).toEqual(sorted(keys));
});

test("the Drizzle schema names every index and its columns, and every primary and unique key", async () => {
  const indexes = await db.query(
    `SELECT c.relname AS table, CASE WHEN k.oid IS NULL THEN i.relname END AS name, x.indisunique AS is_unique,
       (SELECT coalesce(array_agg(a.attname::text ORDER BY p.place), '{}') FROM unnest(x.indkey::int2[]) WITH ORDINALITY AS p (attnum, place)
          JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = p.attnum WHERE p.place <= x.indnkeyatts) AS columns
     FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class c ON c.oid = x.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     LEFT JOIN pg_constraint k ON k.conindid = x.indexrelid AND k.conrelid = c.oid AND k.contype IN ('p', 'u')
     WHERE ${OURS} AND c.relkind IN ('r', 'p')`,
  );

  const declared = tables.flatMap(({ name: table, columns, indexes: own, primaryKeys, uniqueConstraints }) => [
    ...columns
      .filter(({ primary }) => primary)
      .map(({ name }) => ({ table, name: null, is_unique: true, columns: [name] })),
    ...columns
      .filter(({ isUnique }) => isUnique)
      .map(({ name }) => ({ table, name: null, is_unique: true, columns: [name] })),
    ...primaryKeys.map((key) => ({ table, name: null, is_unique: true, columns: key.columns.map(({ name }) => name) })),
    ...uniqueConstraints.map((key) => ({
      table,
      name: null,
      is_unique: true,
      columns: key.columns.map(({ name }) => name),
    })),
    ...own.map(({ config }) => ({
      table,
      name: config.name ?? null,
      is_unique: config.unique,
      columns: config.columns.flatMap((column) => ("name" in column && column.name !== undefined ? [column.name] : [])),
    })),
  ]);
  expect(sorted(declared)).toEqual(sorted(indexes));
});

const sorted = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).sort();

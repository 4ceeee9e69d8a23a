import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { makeAutomation, testDatabase } from "@tfbench/testkit";
import type { TestDatabase } from "@tfbench/testkit";
import { breakConnections } from "./fixtures/break-connections.ts";
import { afterCommit } from "./sql.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const countAutomations = async (name: string) =>
  (await db.query("SELECT id FROM automations WHERE name = $1", [name])).length;

test("columns come as the contracts say: instants, numbers, parsed JSON, buffers", async () => {
  const rows = await db.query(
    `SELECT '2026-01-02 03:04:05.678901+02'::timestamptz AS at, '2026-01-02 03:04:05Z'::timestamptz AS whole, 12::int8 AS big, 1.500::numeric AS cost,
       '{"a": [1]}'::jsonb AS json, '\\x00ff'::bytea AS bytes, ARRAY['a', 'b'] AS texts, NULL::timestamptz AS nothing`,
  );

  expect(rows).toEqual([
    {
      at: "2026-01-02T01:04:05.678Z",
      whole: "2026-01-02T03:04:05.000Z",
      big: 12,
      cost: 1.5,
      json: { a: [1] },
      bytes: Buffer.from([0, 255]),
      texts: ["a", "b"],
      nothing: null,
    },
  ]);
});

test("an integer beyond 2^53 throws rather than lose its last digits", async () => {
  await expect(db.query("SELECT 9007199254740993::int8 AS n")).rejects.toThrow("beyond 2^53");
});

test("the Drizzle handle reads instants the same way", async () => {
  const [project] = await db.drizzle.query.projects.findMany();

  expect(project?.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

describe("a transaction", () => {
  test("keeps everything when it ends well, with both handles", async () => {
    const name = crypto.randomUUID();

    await db.transaction(async (tx) => {
      await makeAutomation(tx, { name });
      expect(await tx.drizzle.query.automations.findMany({ where: (row, { eq }) => eq(row.name, name) })).toHaveLength(
        1,
      );
    });

    expect(await countAutomations(name)).toBe(1);
  });

  test("keeps nothing when its work throws, and passes the cause on", async () => {
    const name = crypto.randomUUID();
    const cause = new Error("no");

    const failed = db.transaction(async (tx) => {
      await makeAutomation(tx, { name });
      throw cause;
    });

    await expect(failed).rejects.toBe(cause);
    expect(await countAutomations(name)).toBe(0);
  });

  test("keeps nothing when a statement fails, and the connection is good for the next one", async () => {
    const name = crypto.randomUUID();

    const failed = db.transaction(async (tx) => {
      await makeAutomation(tx, { name });
      await tx.query("SELECT 1 / 0");
    });

    await expect(failed).rejects.toMatchObject({ code: "22012" });
    expect(await countAutomations(name)).toBe(0);
  });

  test("refuses a statement on the database itself, by any of its ways, instead of hanging", async () => {
    await db.transaction(async (tx) => {
      const message = "inside its own transaction";
      await expect(db.query("SELECT 1")).rejects.toThrow(message);
      await expect(db.transaction(async () => undefined)).rejects.toThrow(message);
      // Drizzle wraps what its driver throws.
      await expect(db.drizzle.query.projects.findMany()).rejects.toMatchObject({
        cause: expect.objectContaining({ message: expect.stringContaining(message) }),
      });
      expect(await tx.query("SELECT 1 AS one")).toEqual([{ one: 1 }]);
    });
  });

  test("lets what it started go on after its end", async () => {
    const ended = Promise.withResolvers<void>();
    const started = await db.transaction(async () => ({ rows: ended.promise.then(() => db.query("SELECT 2 AS two")) }));
    ended.resolve();

    expect(await started.rows).toEqual([{ two: 2 }]);
  });

  test("tells its listeners only once it has committed", async () => {
    const heard: string[] = [];

    await db.transaction(async (tx) => {
      afterCommit(tx, () => heard.push("committed"));
      await tx.query("SELECT 1");
      expect(heard).toEqual([]);
    });
    const failed = db.transaction(async (tx) => {
      afterCommit(tx, () => heard.push("rolled back"));
      throw new Error("no");
    });

    await expect(failed).rejects.toThrow("no");
    expect(heard).toEqual(["committed"]);
  });
});

test("statements of many connections, large ones and failing ones among them, each get their own answer", async () => {
  const large = "x".repeat(200_000);

  const answers = await Promise.allSettled(
    Array.from({ length: 120 }, async (_, n) => {
      if (n % 3 === 0) return (await db.query("SELECT $1::int AS n, length($2::text) AS bytes", [n, large]))[0];
      if (n % 3 === 1) return (await db.query("SELECT $1::int / 0 AS n", [n]))[0];
      return (await db.query("SELECT $1::int AS n WHERE $2", [n, true]))[0];
    }),
  );

  const expected = answers.map((_, n) => (n % 3 === 0 ? { n, bytes: 200_000 } : n % 3 === 1 ? "22012" : { n }));
  expect(answers.map((answer) => (answer.status === "fulfilled" ? answer.value : answer.reason.code))).toEqual(
    expected,
  );
});

test("transactions at the same time do not see each other's unfinished work", async () => {
  const names = Array.from({ length: 12 }, () => crypto.randomUUID());

  const seen = await Promise.all(
    names.map((name) =>
      db.transaction(async (tx) => {
        await makeAutomation(tx, { name });
        const rows = await tx.query("SELECT name FROM automations WHERE name = ANY($1)", [names]);
        await tx.query("DELETE FROM automations WHERE name = $1", [name]);
        return rows;
      }),
    ),
  );

  expect(seen).toEqual(names.map((name) => [{ name }]));
});

test("a connection that breaks inside a transaction leaves nothing behind and does not block the others", async () => {
  const name = crypto.randomUUID();

  const broken = db.transaction(async (tx) => {
    await makeAutomation(tx, { name });
    breakConnections(db);
    await tx.query("SELECT 1");
  });

  await expect(broken).rejects.toThrow();
  // The idle connections were cut too; the pool learns it in its own time.
  await vi.waitFor(async () => expect(await countAutomations(name)).toBe(0), { timeout: 10_000 });
});

import pg from "pg";
import { freePort, testDatabase } from "@tfbench/testkit";
import { expect, onTestFinished, test } from "vitest";
import { breakConnections } from "./fixtures/break-connections.ts";
import { isUnreachable } from "./is-unreachable.ts";

const causeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (cause: unknown) => cause,
  );

test("a server that is not there is one that cannot be reached, by its name with several addresses too", async () => {
  const port = await freePort();
  for (const host of ["127.0.0.1", "localhost"]) {
    const pool = new pg.Pool({ host, port, user: "tfbench" });
    onTestFinished(() => pool.end());

    expect(isUnreachable(await causeOf(pool.query("SELECT 1")))).toBe(true);
  }
});

test("a connection that breaks under a statement is a database that cannot be reached, with and without Drizzle", async () => {
  const db = await testDatabase();
  onTestFinished(() => db.close());
  const broken = async (ask: () => Promise<unknown>) => {
    await db.query("SELECT 1");
    const cause = causeOf(ask());
    breakConnections(db);
    return isUnreachable(await cause);
  };

  expect(await broken(() => db.query("SELECT 1"))).toBe(true);
  expect(await broken(() => db.drizzle.query.projects.findMany())).toBe(true);
});

test("a statement that is refused for its own sake is none", async () => {
  const db = await testDatabase();
  onTestFinished(() => db.close());

  expect(isUnreachable(await causeOf(db.query("SELECT nothing")))).toBe(false);
  expect(isUnreachable(await causeOf(db.query("SELECT 1 / 0")))).toBe(false);
});

test.each([
  ["57P01", true],
  ["57P03", true],
  ["08006", true],
  ["53300", true],
  ["57014", false],
  ["40001", false],
  ["23505", false],
])("the server's own code %s says so: %s", (code, expected) => {
  const error = Object.assign(new pg.DatabaseError("refused", 1, "error"), { code });

  expect(isUnreachable(new Error("wrapped", { cause: error }))).toBe(expected);
});

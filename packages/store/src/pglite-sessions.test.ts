import { placeEmbedded } from "@tfbench/testkit";
import pg from "pg";
import { join } from "node:path";
import { Duplex } from "node:stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPglite } from "./open-pglite.ts";
import type { Pglite } from "./open-pglite.ts";

let pglite: Pglite;
let remove: () => Promise<void>;
let pool: pg.Pool;
beforeAll(async () => {
  const place = await placeEmbedded();
  remove = place.remove;
  pglite = await openPglite(join(place.config.data_dir, "pglite"));
  pool = new pg.Pool({ stream: connectInPieces, max: 8, user: "postgres", database: "postgres" });
});
afterAll(async () => {
  await pool.end();
  await pglite.close();
  await remove();
});

/** A connection whose messages arrive torn, as large ones do over a socket. */
function connectInPieces() {
  const inner = pglite.connect();
  const writePieces = (rest: Buffer, done: () => void): void => {
    if (rest.length === 0) return done();
    const pieceBytes = Math.ceil(rest.length / 3);
    inner.write(rest.subarray(0, pieceBytes), () => setImmediate(() => writePieces(rest.subarray(pieceBytes), done)));
  };
  const outer = new Duplex({
    read: () => undefined,
    write: (chunk: Buffer, _encoding, done) => writePieces(chunk, done),
    final: (done) => inner.end(done),
  });
  inner.on("data", (bytes: Buffer) => outer.push(bytes)).on("close", () => outer.destroy());
  const noSocketOption = () => outer;
  return Object.assign(outer, {
    connect: () => setImmediate(() => outer.emit("connect")),
    setNoDelay: noSocketOption,
    ref: noSocketOption,
    unref: noSocketOption,
  });
}

test("torn messages of many connections, wrong ones among them, never meet each other's statements", async () => {
  const answers = await Promise.allSettled(
    Array.from({ length: 60 }, async (_, n) => {
      if (n % 3 === 0) return (await pool.query("SELECT $1::int AS n, $2::text AS text", [n, "x"])).rows[0];
      if (n % 3 === 1) return (await pool.query("SELECT nothing, $1::int", [n])).rows[0];
      return (await pool.query("SELECT $1::int AS n WHERE $2", [n, true])).rows[0];
    }),
  );

  expect(answers.map((answer) => (answer.status === "fulfilled" ? answer.value : answer.reason.code))).toEqual(
    Array.from({ length: 60 }, (_, n) => (n % 3 === 0 ? { n, text: "x" } : n % 3 === 1 ? "42703" : { n })),
  );
});

test("a connection inside a transaction keeps the database to itself until it ends", async () => {
  const client = await pool.connect();
  await client.query("BEGIN");
  await client.query("CREATE TEMPORARY TABLE mine (n integer)");

  const other = pool.query("SELECT to_regclass('mine') AS found");
  await client.query("INSERT INTO mine VALUES (1)");
  await client.query("ROLLBACK");
  client.release();

  expect((await other).rows).toEqual([{ found: null }]);
});

test("several statements in one text are run as one and answered together", async () => {
  const results: unknown = await pool.query("SELECT 1 AS one; SELECT 2 AS two");

  expect(results).toMatchObject([{ rows: [{ one: 1 }] }, { rows: [{ two: 2 }] }]);
});

test("an answer of many messages comes whole and in order", async () => {
  const { rows } = await pool.query(
    "SELECT n, repeat(chr(97 + n % 26), n % 700) AS text FROM generate_series(0, 5000) n ORDER BY n",
  );

  expect(rows).toEqual(
    Array.from({ length: 5_001 }, (_, n) => ({ n, text: String.fromCodePoint(97 + (n % 26)).repeat(n % 700) })),
  );
});

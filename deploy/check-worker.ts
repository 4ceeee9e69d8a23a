import { hostname } from "node:os";
import pg from "pg";

/**
 * Ends well when the worker of this machine has lately renewed its leases: what counts is not that its process is there
 * but that it reaches the database and gets on. A worker's id begins with its host's name.
 */
const SEEN_WITHIN_S = 30;
const client = new pg.Client({
  connectionString: process.env["DATABASE_URL"],
  connectionTimeoutMillis: 4_000,
  query_timeout: 4_000,
});

try {
  await client.connect();
  const { rowCount } = await client.query(
    "SELECT 1 FROM workers WHERE starts_with(id, $1) AND last_seen_at > now() - make_interval(secs => $2) LIMIT 1",
    [`${hostname()}-`, SEEN_WITHIN_S],
  );
  if (rowCount === 0) throw new Error(`no worker of ${hostname()} was seen in the last ${SEEN_WITHIN_S} s`);
} catch (cause) {
  process.stderr.write(`The worker is not well: ${String(cause)}\n`);
  process.exitCode = 1;
} finally {
  await client.end();
}

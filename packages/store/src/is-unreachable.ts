import pg from "pg";

const SOCKET_CODES = new Set([
  ...["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "EHOSTUNREACH", "ENETUNREACH", "ENOTFOUND", "EAI_AGAIN"],
]);
/** Lost connections of which node-postgres gives no code. */
const SENTENCES =
  /^(Connection terminated|timeout exceeded when trying to connect|Client (has encountered a connection error|was closed))/;

/** Whether a statement failed because the database cannot be reached, starts or stops, and not for its own sake. */
export function isUnreachable(cause: unknown): boolean {
  if (!(cause instanceof Error)) return false;
  // SQLSTATE 08: connection; 53300: no connection is free; 57P01 to 57P03: stopping, crashed, starting.
  if (cause instanceof pg.DatabaseError) return /^(08|53300|57P0[123])/.test(cause.code ?? "");
  if (cause instanceof AggregateError) return cause.errors.some(isUnreachable);
  const code = "code" in cause ? String(cause.code) : "";
  return SOCKET_CODES.has(code) || SENTENCES.test(cause.message) || isUnreachable(cause.cause);
}

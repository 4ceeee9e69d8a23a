/** `node check-health.ts VARIABLE PATH`: ends well when the port that VARIABLE names answers at PATH. */
const TIMEOUT_MS = 4_000;
const [variable = "PORT", path = "/health"] = process.argv.slice(2);
const url = `http://127.0.0.1:${process.env[variable]}${path}`;

try {
  const { ok, status } = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!ok) throw new Error(`it answered ${status}`);
} catch (cause) {
  process.stderr.write(`${url}: ${String(cause)}\n`);
  process.exitCode = 1;
}

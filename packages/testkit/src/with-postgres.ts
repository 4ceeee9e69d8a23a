import { spawn } from "node:child_process";
import { startPostgres } from "./start-postgres.ts";

// node with-postgres.ts -- command [arguments]: runs a command with TEST_DATABASE_URL set to a server of its own.
const [separator, program, ...programArguments] = process.argv.slice(2);
if (separator !== "--" || program === undefined) {
  process.stderr.write("Usage: node with-postgres.ts -- command [arguments]\n");
  process.exit(2);
}

const server = await startPostgres(process.env["PATH"] ?? "");
try {
  process.exitCode = await run(program, programArguments);
} finally {
  await server.stop();
}

function run(command: string, commandArguments: string[]): Promise<number> {
  const child = spawn(command, commandArguments, {
    stdio: "inherit",
    env: { ...process.env, TEST_DATABASE_URL: server.url },
  });
  // The command ends in its own way; then the server stops and this process with it.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}

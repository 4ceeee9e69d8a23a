import { runCli } from "./run-cli.ts";

// The second interrupt means at once: the first one lets runs end and the report be printed.
process.exitCode = await runCli({
  argv: process.argv,
  environment: process.env,
  output: process.stdout,
  errors: process.stderr,
  onInterrupt: (callback) => {
    process.on("SIGINT", callback);
    process.on("SIGTERM", callback);
  },
});

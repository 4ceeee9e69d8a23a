import { EXIT_CODE } from "./exit-code.ts";
import { runCli } from "./run-cli.ts";

// Whoever reads the output may have had enough of it, as head has: that is no fault, and there is nobody left to tell.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(EXIT_CODE.passed);
  const why = error.code === "ENOSPC" ? "the disk is full" : error.message;
  process.stderr.write(
    `error: The output cannot be written: ${why}.\n       Send it somewhere else; the record file of --out keeps what was measured.\n`,
  );
  process.exit(EXIT_CODE.failed);
});
// Nobody reads the progress any more; what is measured goes on to its record file and to standard output.
process.stderr.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") process.exit(EXIT_CODE.failed);
});

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

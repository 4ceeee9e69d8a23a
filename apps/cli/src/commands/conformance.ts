import { once } from "node:events";
import { conformanceStreams, servedStream } from "@tfbench/providers";
import type { ServedStream } from "@tfbench/providers";
import { serveConformance } from "@tfbench/simulator";
import { CliError } from "../cli-error.ts";
import type { CommandContext } from "../command-context.ts";
import { EXIT_CODE } from "../exit-code.ts";
import type { ExitCode } from "../exit-code.ts";
import type { AddCommand } from "./add-command.ts";
import { wholeNumber } from "./parse-option.ts";

/** Serves the streams that adapters are tested with, so that other tools can be tried on them. */
export const addConformance: AddCommand = (command, { context, end }) => {
  command
    .command("list")
    .description("name every stream, with what has to be read from it")
    .action((_flags: unknown, self) => end(list(context(self))));
  command
    .command("serve")
    .description("serve each stream at a path of its own until Ctrl-C")
    .option("--port <n>", "port; 0 takes any that is free", wholeNumber(0, 65_535), 8020)
    .action(async (flags: { port: number }, self) => end(await serve(flags.port, context(self))));
};

type Offered = { path: string; name: string; providers: readonly string[]; expected: unknown; served: ServedStream };

const offeredStreams = (): Offered[] =>
  conformanceStreams.map((stream) => {
    const served = servedStream(stream);
    const { name, providers, expected } = stream;
    return { path: `/conformance/${served.name}`, name, providers, expected, served };
  });

function list(context: CommandContext): ExitCode {
  const streams = offeredStreams();
  if (context.isJson) {
    context.print(JSON.stringify({ kind: "conformance", streams: streams.map(({ served: _, ...stream }) => stream) }));
    return EXIT_CODE.passed;
  }
  for (const { path, name, providers } of streams) context.print(`${path}\n    ${name} (${providers.join(", ")})`);
  return EXIT_CODE.passed;
}

async function serve(port: number, context: CommandContext): Promise<ExitCode> {
  const streams = offeredStreams().map(({ served }) => served);
  const server = await serveConformance({ streams, port }).catch((cause: unknown) => {
    throw new CliError(
      EXIT_CODE.failed,
      `Port ${port} cannot be used: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        hint: "Choose another with --port, or 0 for any that is free.",
        cause,
      },
    );
  });
  if (context.isJson)
    context.print(JSON.stringify({ kind: "conformance_server", url: server.url, streams: streams.length }));
  else {
    context.print(`${streams.length} streams at ${server.url}/conformance/<name>`);
    context.note("tfbench conformance list names them. Ctrl-C stops it.");
  }
  const { soft } = context.interrupts;
  if (!soft.aborted) await once(soft, "abort");
  await server.close();
  return EXIT_CODE.passed;
}

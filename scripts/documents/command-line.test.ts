import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { runCli } from "../../apps/cli/src/run-cli.ts";

const page = readFileSync(resolve(import.meta.dirname, "../../docs/CLI.md"), "utf8");

async function helpOf(...command: readonly string[]): Promise<string> {
  let text = "";
  await runCli({
    argv: ["node", "tfbench", ...command, "--help"],
    environment: {},
    output: { write: (piece) => (text += piece) },
    errors: { write: (piece) => (text += piece) },
    onInterrupt: () => undefined,
  });
  return text;
}

test("every command and every option of the command line stands on its page", async () => {
  const commands = [...(await helpOf()).matchAll(/^ {2}([a-z]+) .*/gm)].map(([, name = ""]) => name);
  const own = commands.filter((name) => name !== "help");
  const helps = await Promise.all(own.map((name) => helpOf(name)));
  const options = helps.flatMap((help) =>
    [...help.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map(([, flag = ""]) => flag),
  );

  expect(own.length).toBeGreaterThan(7);
  expect(options.length).toBeGreaterThan(50);
  expect(own.filter((name) => !page.includes(`tfbench ${name}`))).toEqual([]);
  expect(
    [...new Set(options)].filter((flag) => flag !== "--help" && !new RegExp(`${flag}(?![a-z-])`).test(page)),
  ).toEqual([]);
});

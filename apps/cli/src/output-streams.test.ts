import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { runProgram } from "./fixtures/run-program.ts";

const into = (redirections: string) => ({ under: ["sh", "-c", `exec "$0" "$@" ${redirections}`] });

test.runIf(existsSync("/dev/full"))(
  "output that cannot be written ends with a sentence and not with the source",
  async () => {
    const { code, errors } = await runProgram(["conformance", "list"], into("> /dev/full"));

    expect(code).toBe(1);
    expect(errors).toBe(
      "error: The output cannot be written: the disk is full.\n       Send it somewhere else; the record file of --out keeps what was measured.\n",
    );
  },
);

test.each(["| head -c 1 > /dev/null", "2>&1 | head -c 1 > /dev/null"])(
  "whoever has read enough is no fault: %s",
  async (redirections) => {
    const { errors } = await runProgram(["conformance", "list"], { under: ["sh", "-c", `"$0" "$@" ${redirections}`] });

    expect(errors).toBe("");
  },
);

import { once } from "node:events";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { runProgram, startProgram } from "../fixtures/run-program.ts";

test("the served streams can be read by any client, each at the path that the list names", async () => {
  const { child, ended } = startProgram(["--json", "conformance", "serve", "--port", "0"]);
  onTestFinished(async () => {
    child.kill("SIGTERM");
    expect((await ended).code).toBe(0);
  });
  if (child.stdout === null) throw new Error("The program's output is not piped.");
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  const { url, streams } = JSON.parse(String(line));
  const listed = JSON.parse((await runProgram(["--json", "conformance", "list"])).output);

  const stream = listed.streams.find(({ name }: { name: string }) => name === "several events in one read");
  const answer = await fetch(`${url}${stream.path}`, { method: "POST", body: "{}" });

  expect(streams).toBe(listed.streams.length);
  expect(answer.headers.get("content-type")).toBe("text/event-stream");
  expect(await answer.text()).toContain("data: ");
});

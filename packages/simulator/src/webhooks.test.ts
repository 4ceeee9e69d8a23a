import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { useSimulator } from "./fixtures/use-simulator.ts";

interface Hook {
  url: string;
  bodies: Record<string, unknown>[];
  /** Resolves after this many deliveries. */
  received(count: number): Promise<void>;
}

/** Answers each delivery with the next status; the last one repeats. */
async function useHook(statuses: number[]): Promise<Hook> {
  const bodies: Record<string, unknown>[] = [];
  const server = createServer(async (req, res) => {
    let text = "";
    for await (const chunk of req) text += String(chunk);
    res.statusCode = statuses[Math.min(bodies.length, statuses.length - 1)] ?? 200;
    res.end();
    bodies.push(JSON.parse(text));
    server.emit("delivery");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port }: Partial<AddressInfo> = Object(server.address());
  return {
    url: `http://127.0.0.1:${String(port)}/hook`,
    bodies,
    async received(count) {
      while (bodies.length < count) await once(server, "delivery");
    },
  };
}

test.each([
  ["completed", "run.completed", "COMPLETED"],
  ["failed", "run.failed", "FAILED"],
  ["cancelled", "run.cancelled", "CANCELLED"],
])("a %s run is delivered as %s with the run as it is looked up", async (outcome, event, status) => {
  const simulator = await useSimulator();
  const hook = await useHook([200]);

  const { events } = await simulator.stream({ duration_ms: 2, outcome }, { webhook_url: hook.url });
  await hook.received(1);

  const run_id = events[0]?.["run_id"];
  expect(hook.bodies).toEqual([{ event, run_id, status, data: await simulator.run(run_id) }]);
});

test("a server error is retried three times, then given up", async () => {
  const simulator = await useSimulator({ webhook_retry_delays_ms: [1, 1, 1] });
  const hook = await useHook([500]);
  const other = await useHook([200]);

  await simulator.create("run", { duration_ms: 0 }, { webhook_url: hook.url });
  await hook.received(4);
  await simulator.create("run", { duration_ms: 0 }, { webhook_url: other.url });
  await other.received(1);

  expect(hook.bodies).toHaveLength(4);
});

test("a recovered server gets no further attempts, a client error gets no second one", async () => {
  const simulator = await useSimulator({ webhook_retry_delays_ms: [1, 1, 1] });
  const recovered = await useHook([503, 200]);
  const refusing = await useHook([410]);

  await simulator.create("run", { duration_ms: 0 }, { webhook_url: refusing.url });
  await simulator.create("run", { duration_ms: 0 }, { webhook_url: recovered.url });
  await recovered.received(2);
  await refusing.received(1);

  const attempts = () =>
    simulator.truth.records().flatMap((record) => (record.record === "webhook_attempt" ? [record.answer] : []));
  await expect.poll(attempts).toHaveLength(3);
  expect(attempts().toSorted()).toEqual([200, 410, 503]);
});

test("nothing leaves this machine", async () => {
  const simulator = await useSimulator();

  await simulator.create("run", { duration_ms: 0 }, { webhook_url: "https://hooks.example.test/x" });

  const attempts = simulator.truth.records().filter((record) => record.record === "webhook_attempt");
  expect(attempts).toEqual([expect.objectContaining({ attempt: 0, answer: "not_loopback" })]);
});

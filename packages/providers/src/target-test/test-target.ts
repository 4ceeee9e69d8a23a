import { AppError } from "@tfbench/contracts";
import type { Target, TargetTest } from "@tfbench/contracts";
import type { Socket } from "node:net";
import { llmProbe, readLlmProbe } from "../llm/llm-probe.ts";
import { readTinyfishProbe, tinyfishProbe } from "../tinyfish/tinyfish-probe.ts";
import { getAnswer } from "./get-answer.ts";
import type { ProbeAnswer, ProbeRequest } from "./get-answer.ts";
import { openSocket, resolveHost, secureSocket } from "./reach-target.ts";
import { StepRunner } from "./run-steps.ts";
import type { Done } from "./run-steps.ts";
import { StepFailure } from "./step-failure.ts";

export type TestableTarget = Pick<Target, "name" | "provider" | "base_url" | "credential" | "timeouts">;
export type TargetTestDeps = {
  /** Reads the variable behind `env:NAME`; null when it is not set. */
  readCredential: (name: string) => string | null;
  signal: AbortSignal;
};

/** A person waits for this: no phase may take as long as a run's may. */
const MOST_MS = 10_000;

/**
 * Reaches for a target as a run would, one phase after another, and asks for the cheapest thing that needs the key. No
 * run is started, and no secret is in what comes back: of an answer only its status and code are repeated.
 */
export async function testTarget(
  target: TestableTarget,
  { readCredential, signal }: TargetTestDeps,
): Promise<TargetTest> {
  const runner = new StepRunner(signal);
  const url = new URL(target.base_url);
  const connectMs = Math.min(target.timeouts.connect_ms, MOST_MS);
  const socket = await reach(runner, url, connectMs);
  const request = await runner.run({
    name: "credential",
    limitMs: MOST_MS,
    work: () => prepare(target, readCredential),
  });
  try {
    const answer =
      socket === null || request === null
        ? null
        : await runner.run({
            name: "answer",
            limitMs: Math.min(target.timeouts.headers_ms, MOST_MS),
            work: async (limit) => read(target, await getAnswer(socket, request.value, limit)),
          });
    return { ok: answer !== null, steps: runner.steps };
  } finally {
    socket?.destroy();
  }
}

function describeAddresses(host: string, found: readonly { address: string }[]): string {
  const addresses = found.map(({ address }) => address).join(", ");
  return host.includes(addresses) ? `${host} is an address itself.` : `${host} is at ${addresses}.`;
}

async function reach(runner: StepRunner, url: URL, limitMs: number): Promise<Socket | null> {
  const resolved = await runner.run({
    name: "resolve",
    limitMs,
    work: async () => {
      const value = await resolveHost(url);
      return { value, sentence: describeAddresses(url.hostname, value) };
    },
  });
  if (resolved === null) return null;
  const connected = await runner.run({
    name: "connect",
    limitMs,
    work: async (limit) => {
      const value = await openSocket(url, resolved.value, limit);
      return { value, sentence: `Connected to ${value.remoteAddress} at port ${value.remotePort}.` };
    },
  });
  if (connected === null || url.protocol !== "https:") return connected?.value ?? null;
  const secured = await runner.run({
    name: "tls",
    limitMs,
    work: async () => ({
      value: await secureSocket(url, connected.value),
      sentence: "The connection is secure, and the certificate is valid.",
    }),
  });
  if (secured === null) connected.value.destroy();
  return secured?.value ?? null;
}

function prepare(target: TestableTarget, readCredential: (name: string) => string | null): Done<ProbeRequest> {
  const variable = target.credential?.slice("env:".length) ?? null;
  if (variable === null)
    return { value: probeOf(target, null), sentence: "The target names no credential, so none is sent." };
  const key = readCredential(variable);
  if (key === null)
    throw new StepFailure(
      `The variable ${variable} is not set where the API runs. Set it there and where the worker runs, and start both again.`,
    );
  try {
    return { value: probeOf(target, key), sentence: `The key is read from ${variable}.` };
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause;
    throw new StepFailure(`${cause.message} ${cause.hint ?? ""}`.trim(), cause);
  }
}

const probeOf = (target: TestableTarget, key: string | null): ProbeRequest =>
  target.provider === "tinyfish" ? tinyfishProbe(target, key) : llmProbe(target, key);

function read(target: TestableTarget, answer: ProbeAnswer): Done<null> {
  const { ok, sentence } =
    target.provider === "tinyfish" ? readTinyfishProbe(answer, target.credential) : readLlmProbe(answer, target);
  if (!ok) throw new StepFailure(sentence);
  return { value: null, sentence };
}

import { setTimeout as wait } from "node:timers/promises";
import { runCommand, type RunningCommand } from "./run-command.ts";

export type ServiceOrder = {
  name: string;
  words: readonly string[];
  cwd: string;
  env: Record<string, string>;
  user: { uid: number; gid: number } | null;
  /** Null when it is not asked for: the service counts as well once it runs. */
  healthcheck: readonly string[] | null;
  needs: Record<string, "service_healthy" | "service_completed_successfully">;
};
export type RunningService = { order: ServiceOrder; process: RunningCommand };

const ASK_AGAIN_MS = 200;

/** Starts services, each once what it needs is there, as docker compose does with its depends_on. */
export class Services {
  readonly #known = new Map<string, Promise<RunningService>>();
  readonly #running: RunningService[] = [];
  readonly #stopping = new AbortController();

  /** `placed` run already. */
  start(orders: readonly ServiceOrder[], placed: readonly RunningService[] = []): Promise<RunningService[]> {
    this.#running.push(...placed);
    for (const service of placed) this.#known.set(service.order.name, Promise.resolve(service));
    for (const order of orders) this.#known.set(order.name, this.#startAfterNeeds(order));
    return Promise.all(this.#known.values());
  }

  /** Resolves when the health check ends well; throws when the service ends first, or when all are stopped. */
  async untilHealthy({ order, process }: RunningService): Promise<void> {
    while (order.healthcheck !== null) {
      this.#stopping.signal.throwIfAborted();
      const check = runCommand({ ...order, words: order.healthcheck });
      if ((await check.ended) === 0) return;
      if (process.exitCode !== null)
        throw new Error(`${order.name} ended with ${process.exitCode}:\n${process.output()}\n${check.output()}`);
      await wait(ASK_AGAIN_MS);
    }
  }

  /** Asks every running service to end, the last to start first, and returns the exit codes. */
  async stop(): Promise<Record<string, number | null>> {
    this.#stopping.abort();
    const codes: Record<string, number | null> = {};
    for (const { order, process } of this.#running.splice(0).reverse()) codes[order.name] = await process.stop();
    return codes;
  }

  async #startAfterNeeds(order: ServiceOrder): Promise<RunningService> {
    // The others are entered in the same turn, so they are all known after it.
    await Promise.resolve();
    for (const [name, condition] of Object.entries(order.needs)) {
      const needed = await this.#known.get(name);
      if (needed === undefined) throw new Error(`${order.name} needs ${name}, which is not a service.`);
      await (condition === "service_healthy" ? this.untilHealthy(needed) : untilDone(needed));
    }
    this.#stopping.signal.throwIfAborted();
    const service = { order, process: runCommand(order) };
    this.#running.push(service);
    return service;
  }
}

async function untilDone({ order, process }: RunningService): Promise<void> {
  const code = await process.ended;
  if (code !== 0) throw new Error(`${order.name} ended with ${code}:\n${process.output()}`);
}

import type { Batch, Health } from "../../packages/contracts/src/index.ts";
import { setTimeout as wait } from "node:timers/promises";

const ASK_AGAIN_MS = 100;
const RUNS = 5;

export type Use = { batch: Batch; health: Health; statusWithoutToken: number };

/** Triggers a batch of the first sample scenario through the dashboard's address and waits for its end. */
export async function useProduct(url: string, token: string): Promise<Use> {
  const call = async <T>(path: string, body?: object): Promise<T> => {
    const answer = await fetch(url + path, {
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text}`);
    return JSON.parse(text);
  };
  const { status: statusWithoutToken } = await fetch(`${url}/api/v1/scenarios`);
  let batch = await call<Batch>("/api/v1/batches", { scenario_id: 1, count: RUNS, confirm: true });
  while (batch.status === "queued" || batch.status === "running") {
    await wait(ASK_AGAIN_MS);
    batch = await call<Batch>(`/api/v1/batches/${batch.id}`);
  }
  return { batch, health: await call<Health>("/health"), statusWithoutToken };
}

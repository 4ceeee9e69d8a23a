import type { ComposeProject } from "./compose-project.ts";
import { healthcheckOf } from "./compose-project.ts";
import { planRedis, startDatabase } from "./data-services.ts";
import type { LaidOutImage } from "./lay-out-image.ts";
import type { Network } from "./network.ts";
import { planService } from "./plan-service.ts";
import type { RunningService, ServiceOrder } from "./start-services.ts";

export type Plan = { placed: RunningService[]; orders: ServiceOrder[]; remove(): void };

/** Every service of a compose project as a process; programs of this machine stand in for the images that are not ours. */
export async function planCompose(
  { services }: ComposeProject,
  { network, imageOf }: { network: Network; imageOf: (dockerfile: string) => LaidOutImage },
): Promise<Plan> {
  const { db, redis, ...own } = services;
  if (db === undefined || redis === undefined) throw new Error("The services db and redis are not there.");
  const database = String(db.environment["POSTGRES_DB"]);
  const placed = await startDatabase(network, { name: "db", database, healthcheck: healthcheckOf(db) });
  const live = await planRedis(network, {
    name: "redis",
    words: redis.command ?? [],
    healthcheck: healthcheckOf(redis),
    env: redis.environment,
  });
  const orders: ServiceOrder[] = [live];
  for (const [name, service] of Object.entries(own)) {
    const { command: words, environment, depends_on } = service;
    const needs = Object.fromEntries(Object.entries(depends_on).map(([other, { condition }]) => [other, condition]));
    const image = imageOf(service.build?.dockerfile ?? "");
    orders.push(
      await planService(image, network, { name, words, environment, healthcheck: healthcheckOf(service), needs }),
    );
  }
  return { placed: [placed], orders, remove: live.remove };
}

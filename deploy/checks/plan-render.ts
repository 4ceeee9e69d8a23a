import { planRedis, startDatabase } from "./data-services.ts";
import type { LaidOutImage } from "./lay-out-image.ts";
import type { Network } from "./network.ts";
import type { Plan } from "./plan-compose.ts";
import { planService } from "./plan-service.ts";
import type { Blueprint, RenderEnvVar, RenderService } from "./render-blueprint.ts";
import type { ServiceOrder } from "./start-services.ts";

/** What Render adds to every web service. */
const OF_WEB_SERVICES = { PORT: "10000", RENDER_EXTERNAL_HOSTNAME: "tfbench-web.onrender.com" };

export type RenderSurroundings = {
  network: Network;
  imageOf: (dockerfile: string) => LaidOutImage;
  /** What a person answers to the variables Render asks for. */
  answers: Record<string, string>;
  /** Given to every service besides, where the world outside is not to be reached. */
  besides: Record<string, string>;
};

/** Every service of a Blueprint as a process, its pre-deploy command ahead of it. */
export async function planRender(blueprint: Blueprint, around: RenderSurroundings): Promise<Plan> {
  const { network, imageOf } = around;
  const [database] = blueprint.databases;
  const keyvalue = blueprint.services.find((one) => one.type === "keyvalue");
  if (database === undefined || keyvalue === undefined) throw new Error("The database or the Key Value is not there.");
  const placed = await startDatabase(network, { name: database.name, database: "tfbench", healthcheck: null });
  const words = ["redis-server", "--save", "", "--maxmemory-policy", keyvalue.maxmemoryPolicy];
  const live = await planRedis(network, { name: keyvalue.name, words, healthcheck: ["redis-cli", "ping"], env: {} });
  const orders: ServiceOrder[] = [live];
  for (const service of dockerServices(blueprint)) {
    const { name, dockerCommand, preDeployCommand } = service;
    const environment = { ...around.besides, ...environmentOf(service, blueprint, around.answers) };
    const image = imageOf(service.dockerfilePath);
    const base = { environment, healthcheck: service.type === "worker" ? [] : null };
    const before = `${name}-pre-deploy`;
    if (preDeployCommand !== undefined) {
      const plan = { ...base, name: before, words: wordsOf(preDeployCommand), healthcheck: [] };
      orders.push(await planService(image, network, { ...plan, needs: { [keyvalue.name]: "service_healthy" } }));
    }
    const needs: ServiceOrder["needs"] =
      preDeployCommand === undefined ? {} : { [before]: "service_completed_successfully" };
    const own = dockerCommand === undefined ? null : wordsOf(dockerCommand);
    orders.push(await planService(image, network, { ...base, name, words: own, needs }));
  }
  return { placed: [placed], orders, remove: live.remove };
}

export const dockerServices = ({ services }: Blueprint): RenderService[] =>
  services.flatMap((service) => (service.type === "keyvalue" ? [] : [service]));

function wordsOf(command: string): string[] {
  if (/["'$`\\|&;<>*]/.test(command))
    throw new Error(`This command needs a shell, which the test does not imitate: ${command}`);
  return command.split(" ");
}

function environmentOf(
  service: RenderService,
  blueprint: Blueprint,
  answers: Record<string, string>,
): Record<string, string> {
  const valueOf = (variable: RenderEnvVar): [string, string][] => {
    if ("fromGroup" in variable) {
      const group = blueprint.envVarGroups.find(({ name }) => name === variable.fromGroup);
      if (group === undefined) throw new Error(`There is no group ${variable.fromGroup}.`);
      return group.envVars.flatMap(valueOf);
    }
    return [[variable.key, sourceOf(variable, blueprint, answers)]];
  };
  const platform = service.type === "web" ? OF_WEB_SERVICES : {};
  return { ...platform, ...Object.fromEntries(service.envVars.flatMap(valueOf)) };
}

function sourceOf(
  variable: Exclude<RenderEnvVar, { fromGroup: string }>,
  blueprint: Blueprint,
  answers: Record<string, string>,
): string {
  if ("value" in variable) return variable.value;
  if ("generateValue" in variable) return `generated-for-${variable.key}`;
  if ("fromDatabase" in variable) return `postgresql://tfbench:secret@${variable.fromDatabase.name}:5432/tfbench`;
  if ("fromService" in variable) return fromService(variable.fromService, blueprint, answers);
  const answer = answers[variable.key];
  if (answer === undefined) throw new Error(`Render would ask for ${variable.key}; the test has no answer.`);
  return answer;
}

type ServiceReference = Extract<RenderEnvVar, { fromService: object }>["fromService"];

function fromService(reference: ServiceReference, blueprint: Blueprint, answers: Record<string, string>): string {
  const { type, name } = reference;
  const service = blueprint.services.find((one) => one.type === type && one.name === name);
  if (service === undefined) throw new Error(`There is no ${type} named ${name}.`);
  if ("property" in reference && reference.property === "connectionString") return `redis://${name}:6379`;
  if (service.type === "keyvalue") throw new Error(`A Key Value has a connection string and nothing else.`);
  const environment = environmentOf(service, blueprint, answers);
  const value = "envVarKey" in reference ? environment[reference.envVarKey] : `${name}:${environment["PORT"]}`;
  if (value === undefined) throw new Error(`${name} has no such variable.`);
  return value;
}

import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { startSimulator } from "../../packages/simulator/src/index.ts";
import { readComposeProject } from "./compose-project.ts";
import { missingDataPrograms } from "./data-services.ts";
import { ensureGoProgram } from "./ensure-tools.ts";
import { layOutImage, type LaidOutImage } from "./lay-out-image.ts";
import { Network } from "./network.ts";
import { planCompose, type Plan } from "./plan-compose.ts";
import { planRender } from "./plan-render.ts";
import { equipImage } from "./plan-service.ts";
import { readBlueprint } from "./render-blueprint.ts";
import { runCommand } from "./run-command.ts";
import { Services, type RunningService } from "./start-services.ts";
import { useProduct } from "./use-product.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const DOCKERFILES = ["deploy/server.Dockerfile", "deploy/web.Dockerfile"];
/** The files are laid out in a minute or two; each deployment then starts in seconds. */
const TEST_MS = 600_000;

const missing = missingDataPrograms();
const folder = mkdtempSync(join(tmpdir(), "tfbench-deploy-"));
const images = new Map<string, LaidOutImage>();

beforeAll(async () => {
  if (missing !== null) return;
  chmodSync(folder, 0o755);
  const searchPath = process.env["PATH"] ?? "";
  const layOut = async (dockerfile: string) => {
    const into = join(folder, dockerfile.replaceAll("/", "-"));
    const image = await layOutImage({ context: ROOT, dockerfile, into, searchPath });
    equipImage(image);
    images.set(dockerfile, image);
  };
  await Promise.all(DOCKERFILES.map(layOut));
}, TEST_MS);
afterAll(() => rm(folder, { recursive: true, force: true }), TEST_MS);
beforeEach((context) => {
  if (missing !== null) context.skip(missing);
});

function imageOf(dockerfile: string): LaidOutImage {
  const image = images.get(dockerfile.replace(/^\.\//, ""));
  if (image === undefined) throw new Error(`No image was laid out from ${dockerfile}.`);
  return image;
}

/** Starts what was planned and waits until all of it is well. */
async function start(plan: Plan): Promise<{ stack: Services; lasting: RunningService[] }> {
  const stack = new Services();
  onTestFinished(async () => {
    await stack.stop();
    plan.remove();
  }, TEST_MS);
  const running = await stack.start(plan.orders, plan.placed);
  const oneShots = new Set(
    plan.orders.flatMap(({ needs }) =>
      Object.keys(needs).filter((name) => needs[name] === "service_completed_successfully"),
    ),
  );
  const lasting = running.filter(({ order }) => !oneShots.has(order.name));
  await Promise.all(lasting.map((service) => stack.untilHealthy(service)));
  return { stack, lasting };
}

async function expectProductToWork(url: string, token: string): Promise<void> {
  const { batch, health, statusWithoutToken } = await useProduct(url, token);

  expect(batch.status).toBe("finished");
  expect(Object.values(batch.counts).reduce((sum, count) => sum + count, 0)).toBe(5);
  expect(statusWithoutToken).toBe(401);
  expect(health).toMatchObject({
    status: "healthy",
    database: { kind: "postgresql", reachable: true },
    live: { kind: "redis", connected: true },
  });
  expect(health.workers).toHaveLength(1);
}

const statusFor = (port: number, path: string, host: string): Promise<number | undefined> =>
  new Promise((answered, failed) => {
    get({ host: "127.0.0.1", port, path, headers: { host } }, (answer) => {
      answer.resume();
      answered(answer.statusCode);
    }).once("error", failed);
  });

test("the images run the very Node.js that the tests run on, and not as root", () => {
  for (const { base, user } of images.values()) {
    expect(base).toMatch(new RegExp(`^node:${process.versions.node.replaceAll(".", String.raw`\.`)}-[a-z]+-slim$`));
    expect(user?.uid).toBeGreaterThan(0);
  }
});

test(
  "docker-compose.yml: every service starts in its order, a batch triggered through the dashboard ends, all are well",
  async (context) => {
    const parser = await ensureGoProgram("parse-compose");
    if ("unavailable" in parser) return context.skip(parser.unavailable);
    const secrets = {
      TFBENCH_ACCESS_TOKEN: "token-of-this-test",
      POSTGRES_PASSWORD: "postgres",
      REDIS_PASSWORD: "redis",
    };
    const envFile = join(folder, "compose.env");
    const lines = Object.entries(secrets).map(([name, value]) => `${name}=${value}\n`);
    writeFileSync(envFile, lines.join(""));
    const project = await readComposeProject(parser.program, { file: join(ROOT, "docker-compose.yml"), envFile });
    const network = new Network(Object.keys(project.services));
    const plan = await planCompose(project, { network, imageOf });

    const { stack, lasting } = await start(plan);
    const published = project.services["web"]?.ports[0]?.target ?? 0;
    await expectProductToWork(
      `http://127.0.0.1:${await network.portOf("web", published)}`,
      secrets.TFBENCH_ACCESS_TOKEN,
    );

    const again = plan.orders.filter(({ name }) => name === "migrate").map((order) => runCommand(order).ended);
    expect(await Promise.all(again)).toEqual([0]);
    await Promise.all(lasting.map((service) => stack.untilHealthy(service)));
    expect(await stack.stop()).toMatchObject({ api: 0, worker: 0, web: 0, simulator: 0, migrate: 0 });
  },
  TEST_MS,
);

test(
  "render.yaml: pre-deploy commands and services start, and a batch against the real service's address ends",
  async () => {
    const blueprint = readBlueprint(join(ROOT, "render.yaml"));
    const { services, databases } = blueprint;
    const network = new Network([...services, ...databases].map(({ name }) => name));
    // Stands in for the real service, which costs money and cannot be reached from here.
    const simulator = await startSimulator({ api_key: "key-that-a-person-gave" });
    onTestFinished(() => simulator.close());
    const answers = { TINYFISH_API_KEY: "key-that-a-person-gave" };
    const besides = { TINYFISH_BASE_URL: simulator.url };
    const plan = await planRender(blueprint, { network, imageOf, answers, besides });

    const { stack } = await start(plan);
    const web = services.find(({ type }) => type === "web");
    if (web?.type !== "web") throw new Error("There is no web service.");
    const port = await network.portOf(web.name, 10_000);
    await expectProductToWork(`http://127.0.0.1:${port}`, "generated-for-TFBENCH_ACCESS_TOKEN");

    expect(await statusFor(port, web.healthCheckPath ?? "", "any.host")).toBe(200);
    expect(await statusFor(port, "/sign-in", "tfbench-web.onrender.com")).toBe(200);
    expect(await statusFor(port, "/sign-in", "elsewhere.example")).toBe(403);
    expect(await stack.stop()).toMatchObject({ "tfbench-api": 0, "tfbench-worker": 0, "tfbench-web": 0 });
  },
  TEST_MS,
);

import { execFile } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { describe, expect, onTestFinished, test, type TestContext } from "vitest";
import { parse as dotenv } from "dotenv";
import { parse } from "yaml";
import { listFences } from "../../scripts/documents/list-fences.ts";
import { healthcheckOf, readComposeProject, type ComposeProject } from "./compose-project.ts";
import { ensureGoProgram, ensurePythonTools } from "./ensure-tools.ts";
import { parseDockerfile } from "./parse-dockerfile.ts";
import { dockerServices } from "./plan-render.ts";
import { readBlueprint } from "./render-blueprint.ts";

const run = promisify(execFile);
const ROOT = resolve(import.meta.dirname, "../..");
const SECRETS = ["TFBENCH_ACCESS_TOKEN", "POSTGRES_PASSWORD", "REDIS_PASSWORD"];
const DOCKERFILES = readdirSync(join(ROOT, "deploy")).filter((name) => name.endsWith(".Dockerfile"));
const WORKFLOWS = readdirSync(join(ROOT, ".github/workflows")).map((name) => `.github/workflows/${name}`);
/** With a first installation of the tools. */
const TOOL_MS = 300_000;

async function pythonTool(context: TestContext, name: string): Promise<string> {
  const tools = await ensurePythonTools();
  return "bin" in tools ? join(tools.bin, name) : context.skip(tools.unavailable);
}

async function readCompose(context: TestContext, env: Record<string, string>): Promise<ComposeProject> {
  const parser = await ensureGoProgram("parse-compose");
  if ("unavailable" in parser) return context.skip(parser.unavailable);
  const folder = mkdtempSync(join(tmpdir(), "tfbench-compose-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const envFile = join(folder, "env");
  const lines = Object.entries(env).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(envFile, lines.join(""));
  return readComposeProject(parser.program, { file: join(ROOT, "docker-compose.yml"), envFile });
}
const withSecrets = Object.fromEntries(SECRETS.map((name) => [name, `${name}-of-this-test`]));

describe("the checkers of others find nothing", () => {
  test.for([
    ["vendor.compose-spec", ["docker-compose.yml"]],
    ["vendor.github-workflows", WORKFLOWS],
    ["custom.github-workflows-require-timeout", WORKFLOWS],
    ["vendor.dependabot", [".github/dependabot.yml"]],
  ] as const)("check-jsonschema with %s", { timeout: TOOL_MS }, async ([schema, files], context) => {
    const program = await pythonTool(context, "check-jsonschema");

    await run(program, ["--builtin-schema", schema, ...files], { cwd: ROOT });
  });

  test("hadolint in the Dockerfiles", { timeout: TOOL_MS }, async (context) => {
    const program = await pythonTool(context, "hadolint");

    await run(program, ["--failure-threshold", "style", ...DOCKERFILES], { cwd: join(ROOT, "deploy") });
  });

  test("actionlint in the workflows", { timeout: TOOL_MS }, async (context) => {
    const actionlint = await ensureGoProgram("actionlint");
    if ("unavailable" in actionlint) return context.skip(actionlint.unavailable);

    await run(actionlint.program, ["-no-color", ...WORKFLOWS], { cwd: ROOT });
  });
});

describe("docker-compose.yml", () => {
  test.for(SECRETS)("is refused without %s, and says where to set it", { timeout: TOOL_MS }, async (name, context) => {
    const { [name]: _left, ...others } = withSecrets;

    await expect(readCompose(context, others)).rejects.toThrow(
      `required variable ${name} is missing a value: set it in .env`,
    );
  });

  test("gives no service more than it needs", { timeout: TOOL_MS }, async (context) => {
    const { services } = await readCompose(context, withSecrets);

    for (const [name, service] of Object.entries(services)) {
      expect({ name, ...service }).toMatchObject({
        read_only: true,
        privileged: false,
        cap_drop: ["ALL"],
        cap_add: [],
        security_opt: ["no-new-privileges:true"],
        cpus: expect.any(Number),
        mem_limit: expect.any(String),
        pids_limit: expect.any(Number),
        image: expect.not.stringMatching(/:latest$/),
      });
      // Our own images name their user; the others start as root unless told otherwise.
      if (service.build === undefined)
        expect([name, service.user]).toEqual([name, name === "db" ? "postgres" : "redis"]);
    }
  });

  test("watches over every service that goes on running", { timeout: TOOL_MS }, async (context) => {
    const { services } = await readCompose(context, withSecrets);

    for (const [name, service] of Object.entries(services)) {
      const own = healthcheckOf(service);
      const ofImage = service.build === undefined ? [] : healthcheckOfImage(service.build.dockerfile);
      if (name === "migrate") expect([name, own, service.restart]).toEqual([name, [], "no"]);
      else
        expect([name, own ?? ofImage, service.restart]).toEqual([
          name,
          expect.arrayContaining([expect.any(String)]),
          "unless-stopped",
        ]);
    }
  });

  test(
    "lets only this machine reach dashboard and API, and nobody the database and Redis",
    { timeout: TOOL_MS },
    async (context) => {
      const { services, networks } = await readCompose(context, withSecrets);

      const published = Object.entries(services).flatMap(([name, { ports }]) =>
        ports.map(({ host_ip, published: port }) => `${name} ${host_ip}:${port}`),
      );
      expect(published).toEqual(["api 127.0.0.1:8000", "web 127.0.0.1:3000"]);
      expect(Object.keys(networks).filter((name) => networks[name]?.internal)).toEqual(["data"]);
      for (const name of ["db", "redis"]) expect(Object.keys(services[name]?.networks ?? {})).toEqual(["data"]);
    },
  );

  test("keeps the database in a named volume and writes no secret down", { timeout: TOOL_MS }, async (context) => {
    const { services, volumes } = await readCompose(context, withSecrets);
    const text = readFileSync(join(ROOT, "docker-compose.yml"), "utf8");

    expect(services["db"]?.volumes).toEqual([expect.objectContaining({ type: "volume", source: "database" })]);
    expect(volumes["database"]?.name).toBe("tfbench_database");
    for (const name of SECRETS) expect(text).not.toMatch(new RegExp(String.raw`\$\{${name}:?-`));
  });
});

const healthcheckOfImage = (dockerfile: string): string[] =>
  parseDockerfile(readFileSync(join(ROOT, dockerfile), "utf8")).flatMap(({ instructions }) =>
    instructions.flatMap((one) => (one.kind === "HEALTHCHECK" ? one.command : [])),
  );

describe("docs/DEPLOYMENT.md", () => {
  test(
    "shows commands that make a .env which docker compose takes, with secrets that differ",
    { timeout: TOOL_MS },
    async (context) => {
      const folder = mkdtempSync(join(tmpdir(), "tfbench-first-start-"));
      onTestFinished(() => rmSync(folder, { recursive: true }));
      for (const name of [".env.example", "docker-compose.yml"]) copyFileSync(join(ROOT, name), join(folder, name));
      const text = readFileSync(join(ROOT, "docs/DEPLOYMENT.md"), "utf8");
      const [first] = listFences(text).filter(({ info }) => info === "sh parsed");
      const commands = first?.text.split("\n").filter((line) => !line.startsWith("docker ")) ?? [];

      await run("sh", ["-ec", commands.join("\n")], { cwd: folder });

      const made = dotenv(readFileSync(join(folder, ".env")));
      expect(new Set(SECRETS.map((name) => made[name])).size).toBe(3);
      const { services } = await readCompose(context, made);
      expect(services["web"]?.environment["TFBENCH_ACCESS_TOKEN"]).toMatch(/^[0-9a-f]{64}$/);
    },
  );
});

describe("render.yaml", () => {
  test("is what the Blueprint reference allows, and its database and Key Value are reached from inside only", () => {
    const { databases, services } = readBlueprint(join(ROOT, "render.yaml"));

    for (const one of [...databases, ...services]) if ("ipAllowList" in one) expect(one.ipAllowList).toEqual([]);
    expect(services.map(({ type }) => type)).toEqual(["keyvalue", "web", "pserv", "worker"]);
  });

  test("writes no secret down: keys are asked for or made by Render", () => {
    const { services, envVarGroups } = readBlueprint(join(ROOT, "render.yaml"));

    const variables = [
      ...services.flatMap((one) => ("envVars" in one ? one.envVars : [])),
      ...envVarGroups.flatMap(({ envVars }) => envVars),
    ];
    const written = variables.filter((one) => "value" in one && /KEY|TOKEN|PASSWORD|URL/.test(one.key));
    expect(written).toEqual([]);
  });

  test("brings the database up to date ahead of each part that uses it", () => {
    const services = dockerServices(readBlueprint(join(ROOT, "render.yaml")));

    const before = services.filter(({ type }) => type !== "web").map(({ preDeployCommand }) => preDeployCommand);
    expect(before).toEqual(["node scripts/migrate.ts", "node scripts/migrate.ts"]);
  });
});

describe("the workflows", () => {
  test.each(WORKFLOWS)(
    "%s may do no more than read, unless a job says so, and names a version of each action",
    (file) => {
      const text = readFileSync(join(ROOT, file), "utf8");
      const { permissions, concurrency } = parse(text);

      expect(permissions).toEqual({ contents: "read" });
      expect(concurrency).toMatchObject({ group: expect.stringContaining("github.ref") });
      const uses = [...text.matchAll(/uses: (\S+)/g)].map(([, action]) => action);
      expect(uses.filter((action) => !/^[a-z-]+\/[a-z-]+@v\d+$/.test(action ?? ""))).toEqual([]);
      const checkouts = text.split("actions/checkout@").length - 1;
      expect(text.split("persist-credentials: false").length - 1).toBe(checkouts);
    },
  );
});

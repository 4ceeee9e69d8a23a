import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { z } from "zod";

const run = promisify(execFile);

const Service = z.object({
  image: z.string(),
  build: z.object({ context: z.string(), dockerfile: z.string() }).optional(),
  command: z.array(z.string()).nullable(),
  entrypoint: z.null(),
  environment: z.record(z.string(), z.string()),
  healthcheck: z.object({ test: z.array(z.string()).optional(), disable: z.boolean().optional() }).optional(),
  depends_on: z
    .record(z.string(), z.object({ condition: z.enum(["service_healthy", "service_completed_successfully"]) }))
    .default({}),
  ports: z.array(z.object({ host_ip: z.string(), target: z.int(), published: z.string() })).default([]),
  networks: z.record(z.string(), z.null()),
  volumes: z.array(z.object({ type: z.string(), source: z.string() })).default([]),
  restart: z.string(),
  read_only: z.boolean().default(false),
  cap_drop: z.array(z.string()).default([]),
  cap_add: z.array(z.string()).default([]),
  security_opt: z.array(z.string()).default([]),
  privileged: z.boolean().default(false),
  user: z.string().optional(),
  cpus: z.number().optional(),
  mem_limit: z.string().optional(),
  pids_limit: z.int().optional(),
});
export type ComposeService = z.infer<typeof Service>;

const ComposeProject = z.object({
  services: z.record(z.string(), Service),
  networks: z.record(z.string(), z.object({ internal: z.boolean().default(false) })),
  volumes: z.record(z.string(), z.object({ name: z.string() })),
});
export type ComposeProject = z.infer<typeof ComposeProject>;

/** What docker compose would make of the file with these values in .env; its own sentence when it would refuse. */
export async function readComposeProject(
  parser: string,
  { file, envFile }: { file: string; envFile: string },
): Promise<ComposeProject> {
  const { stdout } = await run(parser, [file, envFile], { maxBuffer: 2 ** 24 });
  return ComposeProject.parse(JSON.parse(stdout));
}

/** The words of a health check; null when the image's own holds, an empty list when there is none. */
export function healthcheckOf({ healthcheck }: ComposeService): string[] | null {
  if (healthcheck === undefined) return null;
  if (healthcheck.disable === true) return [];
  const [kind, ...words] = healthcheck.test ?? [];
  if (kind !== "CMD") throw new Error(`A health check must be a list of words: ${kind}`);
  return words;
}

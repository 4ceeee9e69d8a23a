import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";

const EnvVar = z.union([
  z.strictObject({ key: z.string(), value: z.string() }),
  z.strictObject({ key: z.string(), sync: z.literal(false) }),
  z.strictObject({ key: z.string(), generateValue: z.literal(true) }),
  z.strictObject({
    key: z.string(),
    fromDatabase: z.strictObject({ name: z.string(), property: z.literal("connectionString") }),
  }),
  z.strictObject({
    key: z.string(),
    fromService: z.union([
      z.strictObject({
        type: z.enum(["pserv", "keyvalue"]),
        name: z.string(),
        property: z.enum(["hostport", "connectionString"]),
      }),
      z.strictObject({ type: z.literal("pserv"), name: z.string(), envVarKey: z.string() }),
    ]),
  }),
  z.strictObject({ fromGroup: z.string() }),
]);
export type RenderEnvVar = z.infer<typeof EnvVar>;

const DockerService = z.strictObject({
  type: z.enum(["web", "pserv", "worker"]),
  name: z.string(),
  plan: z.enum(["starter", "standard", "pro"]),
  runtime: z.literal("docker"),
  dockerfilePath: z.string(),
  dockerContext: z.literal("."),
  dockerCommand: z.string().optional(),
  preDeployCommand: z.string().optional(),
  healthCheckPath: z.string().optional(),
  envVars: z.array(EnvVar),
});
export type RenderService = z.infer<typeof DockerService>;

const KeyValue = z.strictObject({
  type: z.literal("keyvalue"),
  name: z.string(),
  plan: z.enum(["starter", "standard", "pro"]),
  maxmemoryPolicy: z.enum(["noeviction", "allkeys-lru"]),
  ipAllowList: z.array(z.never()),
});

/**
 * The fields of https://render.com/docs/blueprint-spec that ours uses, and no others: Render publishes its schema on its
 * site only, under no licence.
 */
const Blueprint = z.strictObject({
  envVarGroups: z.array(z.strictObject({ name: z.string(), envVars: z.array(EnvVar) })),
  databases: z.array(
    z.strictObject({
      name: z.string(),
      plan: z.string(),
      postgresMajorVersion: z.string().regex(/^1[5-8]$/),
      ipAllowList: z.array(z.never()),
    }),
  ),
  services: z.array(z.discriminatedUnion("type", [KeyValue, DockerService])),
});
export type Blueprint = z.infer<typeof Blueprint>;

export const readBlueprint = (file: string): Blueprint => Blueprint.parse(parse(readFileSync(file, "utf8")));

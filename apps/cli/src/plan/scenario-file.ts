import {
  AskedCancellation,
  Budget,
  JsonObject,
  Name,
  parseSlo,
  parseThreshold,
  Provider,
  RangeMs,
  TimeoutOverrides,
} from "@tfbench/contracts";
import { z } from "zod";
import { SETTLE_MS } from "../levels/level-limits.ts";
import { GATE_RULES } from "../thresholds/gates.ts";
import { parseProxy } from "./parse-proxy.ts";
import { ScenarioSearch, ScenarioSweep } from "./scenario-levels.ts";
import { ScenarioLoad } from "./scenario-load.ts";

const HeaderName = z.string().regex(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/, "is no name of a header");
const HeaderValue = z.string().regex(/^[^\u0000-\u0008\u000A-\u001F\u007F]*$/, "holds a control character");
const VariableName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "is no name of an environment variable");

const SloText = z.string().superRefine((text, issues) => {
  const slo = parseSlo(text);
  if (typeof slo === "string") issues.addIssue({ code: "custom", message: slo });
});

const ThresholdText = z.string().superRefine((text, issues) => {
  const threshold = parseThreshold(text);
  if (typeof threshold === "string") issues.addIssue({ code: "custom", message: threshold });
});

const ProxyAddress = z.string().superRefine((text, issues) => {
  const proxy = parseProxy(text);
  if (typeof proxy === "string") issues.addIssue({ code: "custom", message: proxy });
});

const ScenarioTarget = z.strictObject({
  provider: Provider.optional().meta({ description: "Left out: the one whose path the address ends in, else openai." }),
  api: z
    .enum(["chat", "completions", "responses", "messages"])
    .optional()
    .meta({ description: "Left out: the one the address ends in, else the one the request is written for." }),
  url: z
    .union([
      z.literal("simulator"),
      z.url({ protocol: /^https?$/, error: "must be an http or https address, or simulator" }),
    ])
    .meta({ description: "Whole address of the endpoint; simulator starts the built-in one for this load." }),
  api_key_env: VariableName.optional().meta({ description: "The environment variable that holds the key." }),
  headers: z.record(HeaderName, HeaderValue).default({}),
  insecure_tls: z.boolean().default(false).meta({ description: "Accept certificates that cannot be verified." }),
  http_version: z
    .union([z.literal(1), z.literal(2)])
    .default(1)
    .meta({ description: "2 goes through undici, whose stamps are later than those of bare sockets." }),
  proxy: ProxyAddress.optional().meta({ description: "An http or https proxy that makes tunnels; through undici." }),
  timeouts: TimeoutOverrides.default({}),
  server_metrics: z
    .string()
    .min(1)
    .optional()
    .meta({ description: "Its own metrics, held against ours: /metrics on its host, or a whole address." }),
  prices: z
    .strictObject({
      usd_per_million_input_tokens: z.number().min(0).max(1_000_000),
      usd_per_million_output_tokens: z.number().min(0).max(1_000_000),
      usd_per_million_cached_tokens: z
        .number()
        .min(0)
        .max(1_000_000)
        .optional()
        .meta({ description: "Of input tokens from a cache; left out, they cost what others do." }),
    })
    .optional()
    .meta({ description: "Left out: what a run costs is not known, which is not free." }),
});

const Prompts = z.strictObject({
  file: z.string().min(1).optional().meta({ description: "JSONL, CSV, ShareGPT JSON or text; relative to this file." }),
  synthetic: z
    .strictObject({
      input_tokens: z.int().min(1).max(1_000_000),
      shared_prefix_tokens: z.int().min(0).max(1_000_000).default(0),
    })
    .refine(({ input_tokens, shared_prefix_tokens }) => shared_prefix_tokens <= input_tokens, {
      path: ["shared_prefix_tokens"],
      message: "must be at most input_tokens, in which they count",
    })
    .optional(),
  images: z
    .array(z.string().min(1))
    .max(100)
    .default([])
    .meta({ description: "Go with every prompt: PNG, JPEG, GIF or WebP files, relative to this file, or addresses." }),
  allow_repeats: z
    .boolean()
    .default(false)
    .meta({ description: "Synthetic prompts: all the same, so caches may answer." }),
});

const milliseconds = z.number().min(0).max(86_400_000);

const ScenarioChats = z.strictObject({
  turns: z.int().min(1).max(400).meta({ description: "Of each conversation; of conversations from a file the most." }),
  think_ms: RangeMs.default(0).meta({ description: "From the end of an answer to the next turn." }),
});

/** A load in a file: what `tfbench run FILE` measures. */
export const ScenarioFile = z.strictObject({
  name: Name,
  target: ScenarioTarget,
  request: JsonObject.meta({
    description:
      "The provider's body. messages are said before each prompt, their parts may be image: cat.png; for http_sse body, path and headers have places like {{prompt}}.",
  }),
  prompts: Prompts.optional(),
  chats: ScenarioChats.optional().meta({
    description: "Multi-turn chats: the load and warm_up_runs then count conversations.",
  }),
  load: ScenarioLoad,
  sweep: ScenarioSweep.optional().meta({ description: "The load at several levels, one after the other." }),
  search: ScenarioSearch.optional().meta({ description: "The highest level that is shown to meet the thresholds." }),
  settle_ms: milliseconds.default(SETTLE_MS).meta({ description: "Nothing is sent for so long between two levels." }),
  warm_up_runs: z.int().min(0).max(100_000).default(0).meta({ description: "The first runs, in no figure." }),
  warm_up_ms: milliseconds.default(0).meta({ description: "What is due before this is in no figure." }),
  cool_down_ms: milliseconds
    .default(0)
    .meta({ description: "What is due within so long of the load's planned end is in no figure." }),
  cancellation: AskedCancellation.optional().meta({
    description: "Runs that are broken off on purpose, as users do; they are in no rate.",
  }),
  slo: z.array(SloText).default([]).meta({ description: "Limits each run has to keep: ttft_ms<200." }),
  thresholds: z
    .array(ThresholdText)
    .default([])
    .meta({ description: "What the whole load has to show: p95(ttft_ms) < 800, success >= 0.9." }),
  gate: z
    .enum(GATE_RULES)
    .default("require-proof")
    .meta({ description: "block-proof: a threshold that is neither shown to be met nor missed does not fail." }),
  budget: Budget.default({}),
  seed: z.int().min(0).max(2_147_483_647).default(1),
  threads: z.int().min(1).max(64).default(1).meta({ description: "Measuring threads." }),
  connections: z.enum(["reused", "fresh"]).default("reused"),
  grace_ms: z
    .int()
    .min(0)
    .max(3_600_000)
    .optional()
    .meta({ description: "How long runs may go on after the last start." }),
});
export type ScenarioFile = z.infer<typeof ScenarioFile>;

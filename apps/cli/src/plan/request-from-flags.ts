import type { JsonValue, Provider } from "@tfbench/contracts";
import type { RequestForm } from "@tfbench/providers";
import { CliError } from "../cli-error.ts";
import { EXIT_CODE } from "../exit-code.ts";
import { readJsonFlag, readJsonObjectFlag } from "./read-json-flag.ts";

type Json = Record<string, JsonValue>;

export type RequestFlags = {
  url: string;
  model?: string;
  maxTokens?: number;
  minTokens?: number;
  outputTokens?: number;
  ignoreEos?: boolean;
  tools?: string;
  extraBody?: string;
} & SseFlags;

/** Only for the provider http_sse: what is sent, and where its answer has what. */
type SseFlags = {
  body?: string;
  contentPath?: string;
  reasoningPath?: string;
  errorPath?: string;
  inputTokensPath?: string;
  outputTokensPath?: string;
  endData?: string;
  endEvent?: string;
};
const SSE_FLAGS: readonly (keyof SseFlags)[] = [
  "body",
  "contentPath",
  "reasoningPath",
  "errorPath",
  "inputTokensPath",
  "outputTokensPath",
  "endData",
  "endEvent",
];

type Place = { provider: Provider; api: string | null; form: RequestForm };

/** The request that flags ask for, without what each run says. Throws a CliError or AppError for what cannot be asked. */
export function requestFromFlags(flags: RequestFlags, { provider, api, form }: Place): Json {
  const { url, maxTokens, minTokens, outputTokens, ignoreEos, tools, extraBody } = flags;
  const isExact = outputTokens !== undefined && ignoreEos === true;
  const request = form.write(
    {
      model: flags.model ?? (url === "simulator" ? "simulated" : null),
      maxTokens: outputTokens ?? maxTokens ?? null,
      minTokens: minTokens ?? (isExact ? outputTokens : null),
      ignoresEnd: ignoreEos === true,
      tools: tools === undefined ? null : toolsOf(tools),
      body: extraBody === undefined ? {} : readJsonObjectFlag("--extra-body", extraBody),
    },
    api,
  );
  if (provider === "http_sse") return { ...request, ...sseRequest(flags) };
  const foreign = SSE_FLAGS.filter((name) => flags[name] !== undefined);
  if (foreign.length === 0) return request;
  throw new CliError(EXIT_CODE.usage, `${foreign.map(flagOf).join(", ")}: only with --provider http_sse.`, {
    hint: `The provider here is ${provider}, whose requests and answers are known.`,
  });
}

function toolsOf(text: string): JsonValue {
  const tools = readJsonFlag("--tools", text);
  if (Array.isArray(tools)) return tools;
  throw new CliError(EXIT_CODE.usage, "--tools is no JSON list.", {
    hint: "Write it in brackets, or name a file: @tools.json",
  });
}

function sseRequest(flags: SseFlags): Json {
  const { body, contentPath, reasoningPath, errorPath, inputTokensPath, outputTokensPath, endData, endEvent } = flags;
  const usage = given({ input_tokens: inputTokensPath, output_tokens: outputTokensPath });
  const terminal = given({ data: endData, event: endEvent });
  return {
    ...(body === undefined ? {} : { body: readJsonFlag("--body", body) }),
    stream: {
      ...given({ content: contentPath, reasoning: reasoningPath, error: errorPath }),
      ...(Object.keys(usage).length === 0 ? {} : { usage }),
      ...(Object.keys(terminal).length === 0 ? {} : { terminal }),
    },
  };
}

const given = (values: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

const flagOf = (name: string): string => `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

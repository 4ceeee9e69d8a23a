import type { Provider } from "@tfbench/contracts";
import { isRecord, parseJson } from "../parse-json.ts";
import type { ProbeAnswer, ProbeRequest } from "../target-test/get-answer.ts";
import { apiPath } from "./api-path.ts";
import { requestHeaders } from "./request-headers.ts";

type Probed = { name: string; provider: Provider; base_url: string };
type Asked = { provider: Provider; credential: string | null };
export type ProbeReading = { ok: boolean; sentence: string };

/** The list of models, which asks for the key and costs nothing; of a service of its own kind, its address. */
export function llmProbe({ name, provider, base_url }: Probed, key: string | null): ProbeRequest {
  const url = new URL(base_url);
  return {
    path: provider === "http_sse" ? url.pathname : apiPath(base_url, "/models"),
    headers: {
      ...(provider === "anthropic" ? { "anthropic-version": "2023-06-01" } : {}),
      ...requestHeaders(name, keyHeader(provider, key), undefined),
      accept: "application/json",
      host: url.host,
      connection: "close",
    },
  };
}

function keyHeader(provider: Provider, key: string | null): { header: string; value: string } | null {
  if (key === null) return null;
  if (provider === "anthropic") return { header: "x-api-key", value: key };
  return { header: "authorization", value: `Bearer ${key}` };
}

/** Of the answer only its status is repeated: its text could be anything, the key included. */
export function readLlmProbe({ status, location, body_text }: ProbeAnswer, asked: Asked): ProbeReading {
  const answered = `HTTP ${status}`;
  const problem = refusalOf({ status, location }, asked);
  if (problem !== null) return { ok: false, sentence: `${problem} (${answered}).` };
  if (asked.provider === "http_sse")
    return {
      ok: true,
      sentence: `Something answered (${answered}). Whether it streams, and takes the key, a run shows.`,
    };
  if (status >= 400)
    return {
      ok: true,
      sentence: `The server answered (${answered}), but lists no models here: whether it takes the key, a run shows.`,
    };
  const body = parseJson(body_text)?.value;
  const models = isRecord(body) && Array.isArray(body["data"]) ? body["data"].length : null;
  if (models === null)
    return {
      ok: false,
      sentence: `Something answered (${answered}), but not with a list of models. Check the address, and what stands between.`,
    };
  const key = asked.credential === null ? "" : ", and took the key";
  return {
    ok: true,
    sentence: `The server answered (${answered}) with ${models} ${models === 1 ? "model" : "models"}${key}.`,
  };
}

function refusalOf(
  { status, location }: Pick<ProbeAnswer, "status" | "location">,
  { credential }: Asked,
): string | null {
  const variable = credential?.slice("env:".length) ?? null;
  if (status === 401)
    return variable === null
      ? "The server asks for a key, and the target names none: give it a credential"
      : `The key in ${variable} was refused: put a valid one into that variable and start the server again`;
  if (status === 402) return "The account has no credits left: top it up";
  if (status === 403) return "The key may not be used for this: check what the account is allowed";
  if (status === 429) return "The server is too busy to answer: test again later";
  if (status >= 300 && status < 400)
    return `The server sends callers on${originOf(location)}, which runs do not follow: use the final address`;
  if (status >= 500) return "The server, or what stands before it, has a fault of its own: test again later";
  return null;
}

const originOf = (location: string | null): string =>
  location !== null && URL.canParse(location) ? ` to ${new URL(location).origin}` : "";

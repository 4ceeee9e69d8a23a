import { isRecord, parseJson } from "../parse-json.ts";
import type { ProbeAnswer, ProbeRequest } from "../target-test/get-answer.ts";
import { readProviderError } from "./provider-error.ts";
import { basePathOf, tinyfishHeaders } from "./tinyfish-headers.ts";

type Probed = { name: string; base_url: string; credential: string | null };
export type ProbeReading = { ok: boolean; sentence: string };

/** The list of runs: it asks for the key and costs nothing. */
export const tinyfishProbe = (target: Probed, key: string | null): ProbeRequest => ({
  path: `${basePathOf(target.base_url)}/v1/runs?limit=1`,
  headers: { ...tinyfishHeaders(target.name, key), host: new URL(target.base_url).host, connection: "close" },
});

const CODE = /^[A-Z][A-Z_]{0,63}$/;

/** Only the code of what was answered is repeated: its text could be anything, the key included. */
export function readTinyfishProbe(
  { status, location, body_text }: ProbeAnswer,
  credential: string | null,
): ProbeReading {
  const body = parseJson(body_text)?.value;
  const code = isRecord(body) ? (readProviderError(body["error"])?.code ?? null) : null;
  const answered = `HTTP ${status}${code !== null && CODE.test(code) ? `, ${code}` : ""}`;
  if (status >= 200 && status < 300) {
    if (isRecord(body) && Array.isArray(body["data"]))
      return {
        ok: true,
        sentence: `TinyFish answered (${answered})${credential === null ? "" : ` and took the key`}.`,
      };
    return {
      ok: false,
      sentence: `Something answered (${answered}), but not with TinyFish's list of runs. Check the address, and what stands between.`,
    };
  }
  return { ok: false, sentence: `${refusal({ status, location, credential })} (${answered}).` };
}

function refusal({
  status,
  location,
  credential,
}: {
  status: number;
  location: string | null;
  credential: string | null;
}): string {
  const variable = credential?.slice("env:".length) ?? null;
  if (status === 401)
    return variable === null
      ? "The service asks for a key, and the target names none: give it a credential"
      : `The key in ${variable} was refused: put a valid one into that variable and start the server again`;
  if (status === 402) return "The account has no credits left: top it up";
  if (status === 403) return "The key may not be used for this: check what the account is allowed";
  if (status === 404 || status === 405) return "The service has no list of runs at this path: check the address";
  if (status === 429) return "The service is too busy to answer: test again later";
  if (status >= 300 && status < 400)
    return `The service sends callers on${originOf(location)}, which runs do not follow: use the final address`;
  if (status >= 500) return "The service, or what stands before it, has a fault of its own: test again later";
  return "The service refused the request";
}

const originOf = (location: string | null): string =>
  location !== null && URL.canParse(location) ? ` to ${new URL(location).origin}` : "";

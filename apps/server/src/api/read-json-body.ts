import { AppError } from "@tfbench/contracts";
import type { Context, MiddlewareHandler } from "hono";
import type { ApiEnv } from "./api-deps.ts";

export const MAX_BODY_BYTES = 1_000_000;

const isJson = (contentType: string): boolean =>
  /^application\/json *(; *charset="?utf-8"? *)?$/i.test(contentType.trim());

/**
 * Reads the body once, before the schema sees it: at most 1 MB however it is sent, UTF-8, JSON. What cannot be
 * read is refused here, so that the schema only ever judges values.
 */
export function readJsonBody({ isRequired }: { isRequired: boolean }): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const contentType = c.req.header("content-type");
    const text = await readText(c);
    const isLeftOut = text === "" && !isRequired;
    if (!isLeftOut && (contentType === undefined || !isJson(contentType))) {
      throw new AppError("unsupported_media_type", "The body must be JSON in UTF-8.", {
        hint: "Send Content-Type: application/json.",
      });
    }
    if (!isLeftOut) assertJson(text);
    replaceBody(c, isLeftOut ? "{}" : text);
    await next();
  };
}

/** The stream has been read to its end; those that come after find the text in its place. */
function replaceBody(c: Context<ApiEnv>, body: string): void {
  const headers = new Headers(c.req.raw.headers);
  headers.set("content-type", "application/json");
  c.req.raw = new Request(c.req.raw.url, { method: c.req.raw.method, headers, body });
}

function assertJson(text: string): void {
  try {
    JSON.parse(text);
  } catch (cause) {
    throw new AppError("malformed_json", "The body is not valid JSON.", {
      hint: "Check its quotes, commas and braces.",
      cause,
    });
  }
}

/** The body as text: at most 1 MB, UTF-8. */
export async function readText(c: Context<ApiEnv>): Promise<string> {
  const announced = Number(c.req.header("content-length") ?? 0);
  if (announced > MAX_BODY_BYTES) throw tooLarge();
  const stream = c.req.raw.body;
  if (stream === null) return "";
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // A chunked body does not say how long it will be: it is counted as it comes.
  for await (const chunk of stream) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BODY_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch (cause) {
    throw new AppError("malformed_json", "The body is not valid UTF-8.", { cause });
  }
}

const tooLarge = (): AppError =>
  new AppError("body_too_large", `The body is longer than ${MAX_BODY_BYTES} bytes.`, {
    hint: "Shorten the request or its inputs.",
  });

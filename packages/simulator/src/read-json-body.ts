import type { IncomingMessage } from "node:http";
import type { z } from "zod";
import { ApiError, invalidInput } from "./api-error.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Reads the whole body, up to the limit, and parses it with the schema; any failure is an ApiError. */
export async function readJsonBody<Schema extends z.ZodType>(
  req: IncomingMessage,
  { schema, maxBytes }: { schema: Schema; maxBytes: number },
): Promise<z.output<Schema>> {
  const body = parseJson(await readBytes(req, maxBytes));
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  throw invalidInput(
    `The request body is invalid: ${first?.path.join(".") || "body"}: ${first?.message ?? ""}`,
    parsed.error.issues,
  );
}

async function readBytes(req: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(chunk)) throw new TypeError("A request without an encoding yields buffers.");
    size += chunk.length;
    if (size > maxBytes) {
      const message = `The request body exceeds ${maxBytes} bytes.`;
      throw new ApiError({ status: 413, code: "INVALID_INPUT", message });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch {
    const message = "The request body is not valid JSON.";
    throw invalidInput(message, [{ code: "custom", path: [], message }]);
  }
}

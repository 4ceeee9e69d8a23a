import { fileURLToPath } from "node:url";
import { collectRoutes } from "../app.ts";
import { writeDocument } from "./write-document.ts";

export const GOLDEN_FILE = fileURLToPath(new URL("../openapi.golden.json", import.meta.url));

/** The document as it is kept for review: of a server without an access token, its version left open. */
export function goldenDocument(): string {
  const routes = collectRoutes({
    version: "0",
    started_at: new Date(0).toISOString(),
    settings_in_force: [],
    access_token: null,
    shutdown: new AbortController().signal,
  });
  return `${JSON.stringify(writeDocument(routes, { version: "0", asksForToken: false }), null, 2)}\n`;
}

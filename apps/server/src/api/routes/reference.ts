import { AppError } from "@tfbench/contracts";
import { Hono } from "hono";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import type { ApiEnv } from "../api-deps.ts";

const FILES: Record<string, string> = {
  "swagger-ui.css": "text/css; charset=utf-8",
  "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
  "favicon-32x32.png": "image/png",
};

// Inline styles are the reference page's own; scripts come only from files.
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>API reference</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
<link rel="icon" href="/docs/favicon-32x32.png">
</head>
<body>
<div id="reference"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;
const START = `SwaggerUIBundle({ url: "/openapi.json", dom_id: "#reference", deepLinking: true, tryItOutEnabled: true, validatorUrl: null });\n`;

/** What a language model should know of this program; an image may leave it out. */
const LLMS_FILE = resolve(import.meta.dirname, "../../../../../llms.txt");

const folder = (): string => dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));

/** The document, and a page to read it with; everything comes from this server. */
export function referenceRoutes(writeDocument: () => object): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  const document = JSON.stringify(writeDocument());
  app.get("/openapi.json", (c) => c.body(document, 200, { "content-type": "application/json" }));
  app.get("/llms.txt", async (c) => {
    const text = await readFile(LLMS_FILE, "utf8").catch((cause: unknown) => {
      throw new AppError("not_found", "This installation has no llms.txt.", { cause });
    });
    return c.body(text, 200, { "content-type": "text/plain; charset=utf-8" });
  });
  app.get("/docs", (c) =>
    c.body(PAGE, 200, { "content-type": "text/html; charset=utf-8", "content-security-policy": POLICY }),
  );
  app.get("/docs/start.js", (c) => c.body(START, 200, { "content-type": "text/javascript; charset=utf-8" }));
  app.get("/docs/:file", async (c) => {
    const file = c.req.param("file");
    const type = FILES[file];
    if (type === undefined) throw new AppError("not_found", "There is no such file.");
    return c.body(await readFile(join(folder(), file)), 200, { "content-type": type });
  });
  return app;
}

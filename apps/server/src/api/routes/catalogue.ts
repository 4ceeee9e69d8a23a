import { OpenAPIHono } from "@hono/zod-openapi";
import { AppError, ImportedCatalogue } from "@tfbench/contracts";
import { exportCatalogue, importCatalogue } from "@tfbench/services";
import { readYaml } from "@tfbench/yaml-source";
import { z } from "zod";
import type { ApiEnv } from "../api-deps.ts";
import { describe, operation, streamOperation } from "../operation.ts";
import { Repeated, WrittenId } from "../query-fields.ts";
import { readText } from "../read-json-body.ts";
import { writeYaml } from "../write-yaml.ts";

const tag = "Catalogue";
const YAML = "application/yaml";
const EXPORT_QUERY = z.strictObject({
  automation_id: Repeated(WrittenId).optional(),
  scenario_id: Repeated(WrittenId).optional(),
  target_id: Repeated(WrittenId).optional(),
});
const IMPORT_QUERY = z.strictObject({
  dry_run: z
    .enum(["true", "false"])
    .default("false")
    .meta({ description: "true: says what would be done, and writes nothing." }),
});

const EXPORT = describe({
  id: "exportCatalogue",
  method: "get",
  path: "/catalogue/export",
  tag,
  summary: "Export targets, automations and scenarios as YAML",
  description:
    "Everything in use, or what the ids name; a scenario brings its automation and target along. Names stand for ids. No secret is in it: a credential is the name of a variable. Targets the server keeps itself are named, not described.",
  parts: { query: EXPORT_QUERY },
  answer: {
    status: 200,
    schema: null,
    description: "The file.",
    headers: { "Content-Disposition": "A name for the file." },
    files: { [YAML]: { type: "object" } },
  },
  refusals: [404],
});

const IMPORT = describe({
  id: "importCatalogue",
  method: "post",
  path: "/catalogue/import",
  tag,
  summary: "Import targets, automations and scenarios from YAML",
  description:
    "Creates what has a new name and changes what has a known one, in one transaction: all of it or nothing. Each entry stands whole: what it leaves out has its default. A refusal lists every problem with line and column in `details.problems`.",
  parts: { query: IMPORT_QUERY },
  text: {
    types: [YAML],
    example:
      "version: 1\nautomations:\n  - name: Page heading\n    request: { url: '{{url}}', goal: Read the heading of the page }\n    default_inputs: { url: 'https://example.com' }\n",
  },
  answer: { status: 200, schema: ImportedCatalogue, description: "What was done, by name." },
  refusals: [409],
});

const HEADER = "# tfbench catalogue. Import it with POST /api/v1/catalogue/import or on the dashboard.\n";

export function catalogueRoutes(): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>();

  streamOperation(app, EXPORT, async ({ ctx, input, c }) => {
    const text = HEADER + writeYaml(await exportCatalogue(ctx, input.query));
    return c.body(text, 200, {
      "content-type": `${YAML}; charset=utf-8`,
      "content-disposition": 'attachment; filename="tfbench-catalogue.yaml"',
    });
  });

  operation(app, IMPORT, async ({ ctx, input, c }) => {
    assertYaml(c.req.header("content-type"));
    const { content, place } = readYaml(await readText(c));
    const body = await importCatalogue(ctx, { document: content, dry_run: input.query.dry_run === "true" }).catch(
      (cause: unknown) => {
        throw cause instanceof AppError ? withPlaces(cause, place(cause.fields)) : cause;
      },
    );
    return { body };
  });

  return app;
}

/** JSON is read as well: it is a part of YAML. */
const ACCEPTED = /^(application\/(x-)?yaml|text\/(x-)?yaml|application\/json) *(;.*)?$/i;

function assertYaml(contentType: string | undefined): void {
  if (contentType !== undefined && ACCEPTED.test(contentType.trim())) return;
  throw new AppError("unsupported_media_type", "The body must be YAML or JSON.", {
    hint: `Send Content-Type: ${YAML}.`,
  });
}

function withPlaces(cause: AppError, problems: ReturnType<ReturnType<typeof readYaml>["place"]>): AppError {
  const { code, message, hint, fields } = cause;
  return new AppError(code, message, { ...(hint === null ? {} : { hint }), fields, details: { problems }, cause });
}

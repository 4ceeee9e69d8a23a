import { OpenAPIHono } from "@hono/zod-openapi";
import { AppError, fieldProblems } from "@tfbench/contracts";
import type { Context as HonoContext, MiddlewareHandler } from "hono";
import type { z } from "zod";
import { requireAccessToken } from "./access-token.ts";
import type { ApiDeps, ApiEnv } from "./api-deps.ts";
import { guardOrigin } from "./guard-origin.ts";
import { refuseUnknownMethods } from "./known-routes.ts";
import { writeDocument } from "./openapi/write-document.ts";
import { describeProblem } from "./problem.ts";
import { chooseRequestId } from "./request-id.ts";
import { automationRoutes } from "./routes/automations.ts";
import { batchRoutes } from "./routes/batches.ts";
import { sweepRoutes } from "./routes/sweeps.ts";
import { catalogueRoutes } from "./routes/catalogue.ts";
import { dashboardRoutes } from "./routes/dashboard.ts";
import { healthRoutes } from "./routes/health.ts";
import { referenceRoutes } from "./routes/reference.ts";
import { runEventRoutes } from "./routes/run-events.ts";
import { runBulkRoutes } from "./routes/run-bulk.ts";
import { runListRoutes } from "./routes/run-list.ts";
import { runRoutes } from "./routes/runs.ts";
import { sampleRoutes } from "./routes/samples.ts";
import { scenarioRoutes } from "./routes/scenarios.ts";
import { systemRoutes } from "./routes/system.ts";
import { targetRoutes } from "./routes/targets.ts";

const REFERENCE_PATHS = ["/openapi.json", "/llms.txt", "/docs", "/docs/{file}"];

/** The API over the services: validates, calls one verb, maps the result. */
export function createApi(deps: ApiDeps): OpenAPIHono<ApiEnv> {
  const routes = collectRoutes(deps);
  const known = [
    ...routes.openAPIRegistry.definitions.flatMap((definition) =>
      definition.type === "route" ? [definition.route] : [],
    ),
    ...REFERENCE_PATHS.map((path) => ({ method: "get", path })),
  ];
  const app = new OpenAPIHono<ApiEnv>({ defaultHook: refuseInput });
  app.use(prepareRequest(deps));
  app.use(guardOrigin(deps.host, deps.allowed_hosts));
  if (deps.access_token !== null) app.use(exceptHealth(requireAccessToken(deps.access_token)));
  app.use(refuseUnknownMethods(known));
  app.route("/", routes);
  const facts = { version: deps.version, asksForToken: deps.access_token !== null };
  app.route(
    "/",
    referenceRoutes(() => writeDocument(routes, facts)),
  );
  app.notFound(() => {
    throw new AppError("not_found", "There is nothing at this path.", { hint: "The paths are listed at /docs." });
  });
  app.onError((error, c) => answerProblem(deps, error, c));
  return app;
}

/** Every operation, without what stands around them. */
export function collectRoutes(
  deps: Pick<ApiDeps, "version" | "started_at" | "settings_in_force" | "access_token" | "shutdown">,
): OpenAPIHono<ApiEnv> {
  const routes = new OpenAPIHono<ApiEnv>({ defaultHook: refuseInput });
  routes.route("/", healthRoutes(deps));
  const nouns = [
    automationRoutes(),
    scenarioRoutes(),
    targetRoutes(),
    // Before the routes of one run, which would take their names for an id.
    runListRoutes(deps),
    runBulkRoutes(),
    runRoutes(),
    runEventRoutes(deps),
    batchRoutes(deps),
    sweepRoutes(),
    sampleRoutes(),
    catalogueRoutes(),
    dashboardRoutes(),
    systemRoutes(deps),
  ];
  for (const noun of nouns) routes.route("/api/v1", noun);
  return routes;
}

/** Gives each request its id and its context, and each answer the headers that all of them carry. */
const prepareRequest =
  ({ db, queue, project_id, settings, providers, log }: ApiDeps): MiddlewareHandler<ApiEnv> =>
  async (c, next) => {
    const request_id = chooseRequestId(c.req.header("x-request-id"));
    const startedAtMs = performance.now();
    c.set("request_id", request_id);
    c.set("ctx", { db, queue, project_id, settings, providers, actor: "api", request_id });
    await next();
    c.header("X-Request-Id", request_id);
    c.header("X-Content-Type-Options", "nosniff");
    c.header("Referrer-Policy", "no-referrer");
    if (c.res.headers.get("content-security-policy") === null)
      c.header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    if (!c.req.path.startsWith("/docs")) c.header("Cache-Control", "no-store");
    log.debug(
      { request_id, method: c.req.method, path: c.req.path, status: c.res.status, ms: performance.now() - startedAtMs },
      "answered",
    );
  };

const exceptHealth =
  (guard: MiddlewareHandler<ApiEnv>): MiddlewareHandler<ApiEnv> =>
  (c, next) =>
    c.req.path === "/health" ? next() : guard(c, next);

/** Where in a request each of the validators' targets lies, as the field paths say it; a body's fields stand alone. */
const ROOTS: Record<string, string> = { json: "", query: "query", param: "path", header: "header" };

type Checked = { success: true } | { success: false; error: Pick<z.core.$ZodError, "issues">; target: string };

function refuseInput(result: Checked): void {
  if (result.success) return;
  throw new AppError("invalid_input", "The request is not valid.", {
    hint: "Each field names what is wrong with it; the API reference is at /docs.",
    fields: fieldProblems(result.error.issues, ROOTS[result.target] ?? result.target),
  });
}

function answerProblem(deps: ApiDeps, error: unknown, c: HonoContext<ApiEnv>): Response {
  const { problem, cause } = describeProblem(error, c.get("request_id"));
  if (problem.status >= 500)
    deps.log.error(
      { request_id: problem.request_id, method: c.req.method, path: c.req.path, err: cause },
      problem.message,
    );
  if (problem.status === 401) c.header("WWW-Authenticate", 'Bearer realm="tfbench"');
  return c.body(JSON.stringify(problem), problem.status, { "content-type": "application/problem+json" });
}

import type { Problem } from "@tfbench/contracts";
import type { Context } from "@tfbench/services";
import { createApi } from "./app.ts";
import type { ApiDeps } from "./api-deps.ts";

export type LoggedError = { facts: object; message: string };
export type TestAnswer = { status: number; headers: Headers; body: unknown };
export type TestApi = {
  /** `line` is method and path: `GET /health`. Sends JSON unless `body` is text already. */
  call(line: string, body?: unknown, headers?: Record<string, string>): Promise<TestAnswer>;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  errors: LoggedError[];
};

/** The API does not know the providers; a test of what they answer brings them. */
export const NO_PROVIDERS: ApiDeps["providers"] = {
  describeRequest: ({ target, request }) => ({
    method: "POST",
    url: `${target.base_url}/run`,
    headers: {},
    body: request,
  }),
  requestOfRun: ({ request }) => request,
  testTarget: () => Promise.resolve({ ok: true, steps: [] }),
  readTrace: () => ({ due_offsets_ms: [0, 5], requests: [] }),
  countInputTokens: async () => 7,
  countRuns: (load) => ("runs" in load ? (load.runs ?? 0) : 0),
  plannedEndMs: (load) => ("duration_ms" in load ? (load.duration_ms ?? null) : null),
};

/** The API on a test's own database; `queue` takes jobs and forgets them. */
export function testApi(db: Context["db"], changes: Partial<ApiDeps> = {}): TestApi {
  const errors: LoggedError[] = [];
  const app = createApi({
    db,
    queue: { send: () => Promise.resolve() },
    project_id: 1,
    settings: { mock_mode: true, simulator_url: "http://127.0.0.1:8010", now: () => new Date() },
    providers: NO_PROVIDERS,
    version: "0.0.0",
    started_at: "2026-01-01T00:00:00.000Z",
    settings_in_force: [],
    host: "127.0.0.1",
    allowed_hosts: [],
    access_token: null,
    log: {
      debug: () => undefined,
      info: () => undefined,
      error: (facts, message) => void errors.push({ facts, message }),
    },
    shutdown: new AbortController().signal,
    ...changes,
  });
  const fetch = async (path: string, init?: RequestInit): Promise<Response> => app.request(path, init);
  return {
    errors,
    fetch,
    async call(line, body, headers = {}) {
      const [method = "", path = ""] = line.split(/ (.*)/s);
      const json = body === undefined ? {} : { "content-type": "application/json" };
      const text = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
      const response = await fetch(path, {
        method,
        headers: { ...json, ...headers },
        ...(text === undefined ? {} : { body: text }),
      });
      const answer = await response.text();
      const isJson =
        answer !== "" && /json($|;)/.test(response.headers.get("content-type") ?? "") && !isLines(response);
      return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(answer) : answer };
    },
  };
}

const isLines = (response: Response): boolean => response.headers.get("content-type")?.includes("ndjson") ?? false;

/** The paths of the fields a problem names. */
export const fieldsOf = (answer: TestAnswer): string[] => (answer.body as Problem).fields.map(({ field }) => field);

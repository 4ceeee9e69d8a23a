import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser, openPage } from "./fixtures/open-browser.ts";
import { startDashboard, type Dashboard } from "./fixtures/start-dashboard.ts";
import { startScriptedApi, type ScriptedApi } from "./fixtures/start-scripted-api.ts";

const TOKEN = "correct horse battery staple";

let api: ScriptedApi;
let browser: Browser;
let dashboard: Dashboard;
const authorizations = new Set<string | undefined>();
beforeAll(async () => {
  api = await startScriptedApi((request, response) => {
    authorizations.add(request.headers.authorization);
    const body = request.url === "/health" ? { status: "healthy", mock_mode: true } : { data: [], next_cursor: null };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  [browser, dashboard] = await Promise.all([
    openBrowser(),
    startDashboard({ apiUrl: api.url, env: { TFBENCH_ACCESS_TOKEN: TOKEN } }),
  ]);
});
afterAll(async () => {
  await browser.close();
  await dashboard.stop();
  await api.stop();
});

test("a visitor without the token is asked for it, and comes to the page that was wanted", async () => {
  const { page, faults, close } = await openPage(browser, { url: dashboard.url });
  await page.goto("/targets?archived=include");
  await page.waitForURL(/\/sign-in/);

  await page.getByLabel("Access token").fill("wrong token, long enough");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("This is not the access token of this installation.").waitFor();
  await page.getByLabel("Access token").fill(TOKEN);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(/\/targets\?archived=include$/);
  await page.getByRole("button", { name: "MOCK" }).waitFor();

  const [cookie] = await page.context().cookies();
  expect(cookie).toMatchObject({ name: "tfbench_access", httpOnly: true, sameSite: "Strict", path: "/" });
  expect(await page.evaluate(() => document.cookie)).toBe("");
  expect(authorizations).toEqual(new Set([`Bearer ${TOKEN}`]));

  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL(/\/sign-in$/);
  await page.goto("/targets");
  await page.waitForURL(/\/sign-in/);
  expect(faults).toEqual([]);
  await close();
});

const ask = (path: string, init: RequestInit = {}) => fetch(dashboard.url + path, { redirect: "manual", ...init });

test.each(["/", "/runs", "/runs/1", "/nothing", "/_next/../runs"])(
  "%s shows nothing without the token",
  async (path) => {
    const answer = await ask(path);

    expect(answer.status).toBe(307);
    expect(answer.headers.get("location")).toMatch(/^\/sign-in\?next=/);
    expect(await answer.text()).toBe(answer.headers.get("location"));
  },
);

test.each(["//evil.example", "/\\evil.example", "https://evil.example/", "javascript:alert(1)"])(
  "signing in never leads to %s",
  async (next) => {
    const answer = await ask("/session", { method: "POST", body: new URLSearchParams({ token: TOKEN, next }) });

    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/"]);
  },
);

test("a foreign page cannot sign anybody in or out, nor change anything", async () => {
  const foreign = {
    method: "POST",
    headers: { origin: "https://evil.example", "sec-fetch-site": "cross-site", "content-type": "application/json" },
    body: "{}",
  };

  expect((await ask("/session", foreign)).status).toBe(403);
  const refused = await ask("/api/v1/runs/trigger", foreign);
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject({ code: "forbidden_origin" });
});

test("every page carries its security headers, and its own nonce", async () => {
  const [first, second] = await Promise.all([ask("/sign-in"), ask("/sign-in")]);
  const policies = [first, second].map((answer) => answer.headers.get("content-security-policy") ?? "");

  for (const policy of policies)
    expect(policy).toMatch(
      /default-src 'self'; script-src 'self' 'nonce-[^']+' 'strict-dynamic'; .*frame-ancestors 'none'/,
    );
  expect(policies[0]).not.toBe(policies[1]);
  expect(policies.join(" ")).not.toMatch(/https?:|unsafe-eval/);
  expect(first.headers.get("x-content-type-options")).toBe("nosniff");
  expect(first.headers.get("x-powered-by")).toBeNull();
});

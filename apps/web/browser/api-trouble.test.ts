import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { makeKpis } from "#fixtures/make-kpis.ts";
import { makeTrends } from "#fixtures/make-trends.ts";
import { axeFindings } from "./fixtures/axe-findings.ts";
import { openBrowser, openPage } from "./fixtures/open-browser.ts";
import { startDashboard, type Dashboard } from "./fixtures/start-dashboard.ts";
import { startScriptedApi } from "./fixtures/start-scripted-api.ts";

let browser: Browser;
let dashboard: Dashboard;
let apiPort: number;
beforeAll(async () => {
  const placeholder = await startScriptedApi((_request, response) => response.end());
  apiPort = placeholder.port;
  await placeholder.stop();
  [browser, dashboard] = await Promise.all([openBrowser(), startDashboard({ apiUrl: `http://127.0.0.1:${apiPort}` })]);
});
afterAll(async () => {
  await browser.close();
  await dashboard.stop();
});

const HEALTH = { status: "healthy", mock_mode: true, version: "0.1.0" };
/** What the API answers where no run was made; every other path answers an empty list. */
const WITHOUT_RUNS: Readonly<Record<string, unknown>> = {
  "/health": HEALTH,
  "/api/v1/dashboard/kpis": makeKpis(),
  "/api/v1/dashboard/trends": makeTrends(),
  "/api/v1/runs/facets": {
    total: 0,
    ...Object.fromEntries(
      [
        "status",
        "goal",
        "origin",
        "reason_code",
        "tag",
        "verdict",
        "load_part",
        "scenario",
        "automation",
        "target",
      ].map((name) => [name, { values: [], more: false, distinct: 0 }]),
    ),
  },
};
const answerWithoutRuns = (path: string) => json(WITHOUT_RUNS[path] ?? { data: [], next_cursor: null });
const json = (value: unknown) => ({ "content-type": "application/json", body: JSON.stringify(value) });

async function scriptApi(answer: (path: string) => { status?: number; "content-type": string; body: string } | null) {
  const api = await startScriptedApi((request, response) => {
    const said = answer(new URL(request.url ?? "/", "http://api").pathname);
    // Without an answer the request is left open: an API that is there and does not come back.
    if (said !== null) response.writeHead(said.status ?? 200, { "content-type": said["content-type"] }).end(said.body);
  }, apiPort);
  onTestFinished(api.stop);
  return api;
}

const PAIRS = [
  ["/", "/runs"],
  ["/runs/1", "/batches"],
  ["/batches/1", "/scenarios"],
  ["/automations", "/targets"],
  ["/system", "/scenarios/1"],
  ["/sweeps", "/sweeps/1"],
];
const PAGES = PAIRS.flat();
const LOOKS = [
  { colorScheme: "light", viewport: { width: 1280, height: 820 } },
  { colorScheme: "dark", viewport: { width: 390, height: 820 } },
] as const;

type Look = (typeof LOOKS)[number];
type Told = { path: string; isTooWide: boolean; findings: string[]; faults: string[] };
const fine = (path: string): Told => ({ path, isTooWide: false, findings: [], faults: [] });

async function lookAt(path: string, look: Look, wait: (page: Page) => Promise<void>): Promise<Told> {
  const { page, faults, close } = await openPage(browser, { url: dashboard.url, expectedStatuses: [502], ...look });
  await page.goto(path);
  await wait(page);
  const isTooWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  const findings = await axeFindings(page);
  await close();
  return { path, isTooWide, findings, faults };
}

/** Such visits are mostly waiting: two wait together. More would starve each other on two cores. */
async function lookAtEach(look: Look, wait: (page: Page) => Promise<void>): Promise<Told[]> {
  const told: Told[] = [];
  for (const pair of PAIRS) told.push(...(await Promise.all(pair.map((path) => lookAt(path, look, wait)))));
  return told;
}

test.each(LOOKS)("with the API down, every page says so and what to do ($colorScheme)", async (look) => {
  const told = await lookAtEach(look, async (page) => {
    await page.getByText("The API does not answer").first().waitFor();
    await page
      .getByText(/Check that the server runs/)
      .first()
      .waitFor();
    await page.getByRole("button", { name: "API DOWN" }).waitFor();
  });

  expect(told).toEqual(PAGES.map(fine));
});

test.each(LOOKS)("an API that is slow leaves every page waiting and usable ($colorScheme)", async (look) => {
  await scriptApi((path) => (path === "/health" ? json(HEALTH) : null));

  const told = await lookAtEach(look, async (page) => {
    await page.locator("main [aria-busy=true]").first().waitFor();
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
  });

  expect(told).toEqual(PAGES.map(fine));
});

test("an API that is there without its database says so, and not that it does not answer", async () => {
  const problem = {
    type: "about:blank",
    title: "Service Unavailable",
    status: 503,
    code: "unavailable",
    message: "The database cannot be reached at the moment.",
    hint: "Try again in a moment; the server goes on by itself once the database is back. See /health.",
    fields: [],
    details: null,
    request_id: "1",
  };
  const health = {
    ...HEALTH,
    status: "degraded",
    database: { kind: "postgresql", reachable: false, latency_ms: null },
  };
  await scriptApi((path) => (path === "/health" ? json(health) : { ...json(problem), status: 503 }));
  const { page, faults } = await openPage(browser, { url: dashboard.url, expectedStatuses: [503] });

  for (const path of ["/runs", "/batches/1"]) {
    await page.goto(path);
    const alert = page.getByRole("main").getByRole("alert").first();
    await alert.getByText("The API is there, but cannot work at the moment").waitFor();
    await alert.getByText("The database cannot be reached at the moment.").waitFor();
    await page.getByRole("button", { name: "DATABASE AWAY" }).waitFor();
    expect(await page.getByText("does not answer").count()).toBe(0);
  }

  expect(faults).toEqual([]);
});

test("when the API is back, trying again shows the page", async () => {
  const { page, close } = await openPage(browser, { url: dashboard.url, expectedStatuses: [502] });
  await page.goto("/");
  await page.getByText("The API does not answer").waitFor();

  await scriptApi(answerWithoutRuns);
  await page.getByRole("button", { name: "Try again" }).click();

  await page.getByText("No run has been made yet").waitFor();
  await page.getByText("The API does not answer").waitFor({ state: "detached" });
  await close();
});

test("figures that can no longer be kept fresh stay, and say that they are old", async () => {
  const { page, close } = await openPage(browser, { url: dashboard.url, expectedStatuses: [502] });
  const api = await scriptApi(answerWithoutRuns);
  await page.goto("/runs");
  await page.getByText("No run has been made yet").waitFor();

  await api.stop();

  await page.getByText(/Not fresh: The API at .* does not answer\.$/).waitFor({ timeout: 30_000 });
  await page.getByText("No run has been made yet").waitFor();
  await close();
});

test("an API that does not come back leaves a page that waits and can be used", async () => {
  const { page, faults, close } = await openPage(browser, { url: dashboard.url });
  await scriptApi((path) => (path === "/health" ? json(HEALTH) : null));

  await page.goto("/");
  await page.getByLabel("Loading the overview").waitFor();
  await page.getByRole("link", { name: "Targets" }).click();
  await page.getByLabel("Loading targets").waitFor();
  await page.getByText("Still waiting for the API").waitFor();
  await page.setViewportSize({ width: 390, height: 820 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect(await axeFindings(page)).toEqual([]);

  expect(faults).toEqual([]);
  await close();
});

test.each([
  ["a page of another server", 500, "text/html", "<h1>Proxy error</h1>"],
  [
    "a problem of its own",
    500,
    "application/problem+json",
    JSON.stringify({
      type: "about:blank",
      title: "Internal Server Error",
      status: 500,
      code: "internal",
      message: "Something failed here.",
      hint: null,
      fields: [],
      details: null,
      request_id: "req-7",
    }),
  ],
])("an API that answers with %s is told as a failure", async (_what, status, contentType, body) => {
  const { page, close } = await openPage(browser, { url: dashboard.url, expectedStatuses: [500] });
  await scriptApi((path) => (path === "/health" ? json(HEALTH) : { status, "content-type": contentType, body }));

  await page.goto("/targets");

  await page
    .getByRole("alert")
    .filter({ hasText: contentType === "text/html" ? "The API answered 500" : "Something failed here." })
    .waitFor();
  await close();
});

test("the request id of a failure is shown, to find it in the server's log", async () => {
  const { page, close } = await openPage(browser, { url: dashboard.url, expectedStatuses: [404] });
  const problem = {
    type: "about:blank",
    title: "Not Found",
    status: 404,
    code: "not_found",
    message: "Run 5 does not exist.",
    hint: null,
    fields: [],
    details: null,
    request_id: "req-8",
  };
  await scriptApi((path) =>
    path === "/health"
      ? json(HEALTH)
      : { status: 404, "content-type": "application/problem+json", body: JSON.stringify(problem) },
  );

  await page.goto("/runs/5");

  await page.getByText("Run 5 does not exist.").waitFor();
  await page.getByText("request req-8").waitFor();
  await close();
});

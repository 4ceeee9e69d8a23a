import type { ServerResponse } from "node:http";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeRun } from "#fixtures/make-run.ts";
import { openBrowser, openPage } from "./fixtures/open-browser.ts";
import { startDashboard, type Dashboard } from "./fixtures/start-dashboard.ts";
import { startScriptedApi, type ScriptedApi } from "./fixtures/start-scripted-api.ts";

const HEALTH = { status: "healthy", mock_mode: true, version: "0.1.0" };

/** How the API answers everything but its health; each test says it anew. */
let answer: (response: ServerResponse, path: string) => void;
let api: ScriptedApi;
let dashboard: Dashboard;
let browser: Browser;
beforeAll(async () => {
  api = await startScriptedApi((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://api");
    if (pathname === "/health") json(HEALTH)(response);
    else answer(response, pathname);
  });
  [browser, dashboard] = await Promise.all([openBrowser(), startDashboard({ apiUrl: api.url })]);
});
afterAll(async () => {
  await browser.close();
  await dashboard.stop();
  await api.stop();
});

const send = (type: string, body: string) => (response: ServerResponse) =>
  void response.writeHead(200, { "content-type": type }).end(body);
const json = (value: unknown) => send("application/json", JSON.stringify(value));

const PAGES = [
  "/",
  "/runs",
  "/runs/42",
  "/batches/7",
  "/sweeps",
  "/sweeps/3",
  "/scenarios",
  "/automations",
  "/targets",
] as const;

/** What is wrong must be said, where it went wrong and what to do; and the way to the other pages stays open. */
async function expectUsable(page: Page): Promise<void> {
  const alert = page.getByRole("main").getByRole("alert").first();
  await alert.waitFor();
  expect((await alert.innerText()).trim()).not.toBe("");
  await alert.getByRole("button", { name: "Try again" }).waitFor();
  await page.getByRole("link", { name: "Targets" }).first().click();
  await page.waitForURL(/\/targets/);
  await page.getByRole("link", { name: "Overview" }).first().waitFor();
}

/** Where an answer cannot be drawn the page's own boundary catches it, which React reports to the console. */
const exceptionsOf = (faults: string[]) => faults.filter((fault) => fault.startsWith("exception"));

type WrongAnswer = [what: string, answer: (response: ServerResponse) => void, sentence: RegExp];

const WRONG: readonly WrongAnswer[] = [
  ["a page instead of JSON", send("text/html", "<!doctype html><h1>Welcome to the proxy</h1>"), /not JSON/],
  [
    "half of its JSON",
    (response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": "5000" });
      response.write('{"data": [{"id": 1, "na', () => response.destroy());
    },
    /broke off|did not answer|not JSON/,
  ],
];
/** The same care takes them in: two pages show it. */
const ALSO_WRONG: readonly WrongAnswer[] = [
  ["half of its JSON as if it were whole", send("application/json", '{"data": [{"id": 1, "na'), /not JSON/],
  ["nothing at all", send("application/json", ""), /not JSON/],
  ["a bare word", json("welcome"), /another shape/],
  ["a list", json([1, 2, 3]), /another shape/],
];

describe.each([
  ...WRONG.map((wrong) => [...wrong, PAGES] as const),
  ...ALSO_WRONG.map((wrong) => [...wrong, ["/", "/runs/42"]] as const),
])("an API that answers with %s", (_what, wrongAnswer, sentence, paths) => {
  test.each(paths)("%s says so and stays usable", async (path) => {
    answer = wrongAnswer;
    const { page, faults, close } = await openPage(browser, { url: dashboard.url });

    await page.goto(path);
    await page.getByRole("main").getByText(sentence).first().waitFor();
    await page
      .getByText(/Check that the API is running and that its address is right/)
      .first()
      .waitFor();
    await expectUsable(page);

    expect(exceptionsOf(faults)).toEqual([]);
    await close();
  });
});

describe.each<[string, unknown]>([
  ["an object without any of the fields", {}],
  ["rows of another kind", { data: [{ wrong: true }, null, 7], next_cursor: null }],
  ["fields of other types", { ...makeRun(), status: 7, stamps: "none", scenario_name: null, data: [{ id: "x" }] }],
])("an API of another version that answers with %s", (_what, body) => {
  test.each(PAGES)("%s says so and stays usable", async (path) => {
    answer = json(body);
    const { page, faults, close } = await openPage(browser, { url: dashboard.url, expectedStatuses: [500] });

    await page.goto(path);
    await expectUsable(page);

    expect(exceptionsOf(faults)).toEqual([]);
    await close();
  });
});

test("an API that answers late is waited for, and then shown", async () => {
  const waiting: ServerResponse[] = [];
  answer = (response) => void waiting.push(response);
  const { page, faults, close } = await openPage(browser, { url: dashboard.url });

  await page.goto("/targets");
  await page.getByLabel("Loading targets").waitFor();
  answer = json({ data: [], next_cursor: null });
  for (const response of waiting) answer(response, "");

  await page.getByLabel("Loading targets").waitFor({ state: "detached" });
  await page.getByRole("heading", { level: 1, name: "Targets" }).waitFor();
  expect(faults).toEqual([]);
  await close();
});

test("a run whose stream is no stream still shows the run, and says that its events are not there", async () => {
  answer = (response, path) => {
    if (path.endsWith("/stream")) send("text/html", "<h1>Proxy</h1>")(response);
    else if (path === "/api/v1/runs/42") json(makeRun())(response);
    else response.writeHead(404, { "content-type": "text/html" }).end("<h1>Not found</h1>");
  };
  const { page, close } = await openPage(browser, { url: dashboard.url, expectedStatuses: [404] });

  await page.goto("/runs/42");
  await page.getByText("Completed after 1,230 ms; the goal was met.").waitFor();
  await page.getByText("connection lost, reconnecting").waitFor();
  await page
    .getByRole("main")
    .getByText(/not a stream of events/)
    .waitFor();
  await close();
});

import type { BatchPlan } from "@tfbench/contracts";
import { expect, test } from "vitest";
import { prepareRequest } from "./prepare-request.ts";

// The function reads these fields and no others.
const plan = (credential: string | null, transport: "sse" | "async" = "sse") =>
  ({
    target: { base_url: "https://agent.example/", credential },
    settings: { transport },
  }) as Pick<BatchPlan, "target" | "settings">;

test("the request stands there with its address, and its key only by the name of the variable", () => {
  expect(prepareRequest(plan("env:TINYFISH_API_KEY"), { url: "https://shop.example", goal: "Read" })).toEqual({
    method: "POST",
    url: "https://agent.example/v1/automation/run-sse",
    headers: [
      { name: "content-type", value: "application/json" },
      { name: "X-API-Key", value: "env:TINYFISH_API_KEY, hidden" },
    ],
    body: { url: "https://shop.example", goal: "Read" },
  });
});

test("without a credential there is no key, and a polled run has its own address", () => {
  const { url, headers } = prepareRequest(plan(null, "async"), {});

  expect(url).toBe("https://agent.example/v1/automation/run-async");
  expect(headers.map(({ name }) => name)).toEqual(["content-type"]);
});

test("a proxy's password is covered where the answer still holds one, and nothing else changes", () => {
  const request = { goal: "Read", proxy_config: { enabled: true, username: "me", password: "s3cret" } };

  const { body } = prepareRequest(plan(null), request);

  expect(JSON.stringify(body)).not.toContain("s3cret");
  expect(body).toEqual({ goal: "Read", proxy_config: { enabled: true, username: "me", password: "hidden" } });
  expect(request.proxy_config.password).toBe("s3cret");
});

import { expect, test } from "vitest";
import { describeProblem } from "./problem.ts";

test("a database that is away is told as such, for a while, and the log gets the cause", () => {
  const cause = Object.assign(new Error("connect ECONNREFUSED 10.0.0.7:5432"), { code: "ECONNREFUSED" });

  const { problem, cause: logged } = describeProblem(new Error("Failed query", { cause }), "request-1");

  expect(problem).toMatchObject({
    status: 503,
    code: "unavailable",
    message: "The database cannot be reached at the moment.",
    hint: expect.stringContaining("Try again in a moment"),
    request_id: "request-1",
  });
  expect(JSON.stringify(problem)).not.toContain("10.0.0.7");
  expect(logged).toMatchObject({ cause: { cause } });
});

test("any other fault says nothing of itself to the caller", () => {
  const { problem } = describeProblem(new Error("secret of the inside"), "request-2");

  expect(problem).toMatchObject({ status: 500, code: "internal", message: "Something went wrong on our side." });
  expect(JSON.stringify(problem)).not.toContain("secret");
});

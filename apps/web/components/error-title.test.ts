import { expect, test } from "vitest";
import { errorTitle } from "./error-title.ts";

test.each([
  ["unavailable", null, "The API does not answer"],
  ["unavailable", 502, "The API does not answer"],
  ["unavailable", 504, "The API does not answer"],
  ["unavailable", 503, "The API is there, but cannot work at the moment"],
  ["unavailable", 200, "The API's answer cannot be read"],
  ["not_found", 404, "This does not exist"],
  ["unauthenticated", 401, "You are signed out"],
  ["conflict", 409, "The API refused this"],
  ["internal", 500, "The API failed"],
] as const)("a problem %s with status %s is titled %s", (code, status, title) => {
  expect(errorTitle({ code, status })).toBe(title);
});

import { expect, test } from "vitest";
import { readTags } from "./read-tags.ts";

test("tags stand between commas, without blanks around them, each once", () => {
  expect(readTags(" night, slow page ,,night ")).toEqual({ tags: ["night", "slow page"], problem: null });
});

test("what the API would refuse is said before it is sent", () => {
  expect(readTags("x".repeat(65)).problem).toBe("A tag has at most 64 characters; one has 65.");
  expect(readTags("a,b,c,d,e,f,g,h,i,j,k").problem).toContain("At most 10 tags");
});

import { expect, test } from "vitest";
import { describeProviderError } from "./tinyfish/provider-error.ts";
import { quoteMessage } from "./quote-message.ts";

test.each([
  ["The goal was met.", '"The goal was met"'],
  ["Try again.\n", '"Try again"'],
  ["no luck", '"no luck"'],
])("what was said, %j, ends a sentence with one full stop", (message, quoted) => {
  expect(quoteMessage(message)).toBe(quoted);
});

test("an error of the provider is one sentence", () => {
  const error = { code: "TASK_FAILED", category: null, message: "It stopped.", retryAfterSeconds: null, help: null };

  expect(describeProviderError(error)).toBe('TASK_FAILED, "It stopped".');
});

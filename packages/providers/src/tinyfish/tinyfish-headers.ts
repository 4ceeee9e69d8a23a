import { AppError } from "@tfbench/contracts";

const HEADER_VALUE = /^[\x21-\x7e]+$/;

/** What every request to TinyFish carries. Throws where the key cannot stand in a header. */
export function tinyfishHeaders(targetName: string, credential: string | null): Record<string, string> {
  if (credential !== null && !HEADER_VALUE.test(credential)) {
    throw new AppError(
      "invalid_input",
      `The key of target "${targetName}" holds characters that no HTTP header can carry.`,
      {
        hint: "Look for a space or a line break in the environment variable.",
      },
    );
  }
  return {
    accept: "application/json",
    "user-agent": "tfbench/0.1.0",
    ...(credential === null ? {} : { "x-api-key": credential }),
  };
}

/** The path of a target's address, to put TinyFish's own paths behind. */
export const basePathOf = (baseUrl: string): string => new URL(baseUrl).pathname.replace(/\/+$/, "");

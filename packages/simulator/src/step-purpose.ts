import type { Run } from "./run.ts";

const PURPOSES = [
  "Open the page",
  "Close the cookie notice",
  "Read the list of products",
  "Open the details of the first product",
  "Compare the prices",
  "Write down the answer",
];

/** What step number `step` (from 1) says it does; a short list starts over. */
export function stepPurpose(run: Run, step: number): string {
  const purposes = run.plan.purposes ?? PURPOSES;
  return purposes[(step - 1) % purposes.length] ?? "";
}

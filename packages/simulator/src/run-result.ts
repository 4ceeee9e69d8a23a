import type { Run } from "./run.ts";
import type { Outcome } from "./script.ts";
import { sampleValue } from "./sample-value.ts";
import { seededRandom } from "./seeded-random.ts";

/** The result a COMPLETED run carries; null for any other. Computed on demand, so a big one is not kept. */
export function runResult(run: Run): unknown {
  if (run.status !== "COMPLETED") return null;
  const { plan } = run;
  if (plan.result !== undefined) return plan.result;
  if (plan.result_bytes !== undefined) return { text: "x".repeat(plan.result_bytes) };
  return missedResult(plan.outcome) ?? sampleResult(run);
}

/** COMPLETED only says that the browser worked: these three say otherwise inside the result. */
function missedResult(outcome: Outcome): Record<string, unknown> | null {
  switch (outcome) {
    case "goal_missed":
      return { status: "failure", reason: "The page does not show what was asked for." };
    case "blocked":
      return { status: "blocked", reason: "Access denied: the site asked for a captcha." };
    case "empty":
      return { title: null, items: [] };
    default:
      return null;
  }
}

function sampleResult(run: Run): unknown {
  const random = seededRandom(run.plan.result_seed, 0);
  const schema = run.request.output_schema;
  if (typeof schema === "object" && schema !== null)
    return sampleValue(Object.fromEntries(Object.entries(schema)), random);
  const item = {
    type: "object",
    properties: { name: { type: "string" }, price: { type: "number", minimum: 1, maximum: 200 } },
  };
  return { title: "Catalogue", items: [sampleValue(item, random), sampleValue(item, random)] };
}

import type { LoadReport } from "@tfbench/contracts";

/** What a metric is called in a table; in the order of the rows. */
const TITLES = {
  response_ms: "response from due",
  response_ttft_ms: "TTFT from due",
  total_duration_ms: "total",
  ttft_ms: "TTFT",
  ttfo_ms: "time to first answer token",
  ttst_ms: "time to second token",
  inter_chunk_ms: "inter-chunk gap",
  tpot_ms: "TPOT",
  output_tokens_per_second: "output per run",
  headers_ms: "headers",
  connect_ms: "connect",
  slot_wait_ms: "slot wait",
  lag_ms: "lag (ours)",
  input_tokens: "input tokens",
  output_tokens: "output tokens",
} as const;

/** Metrics that say something here, titled. From due and from start are the same under a closed load; one is enough. */
export function titledMetrics(report: LoadReport): { title: string; metric: LoadReport["metrics"][string] }[] {
  const fromDueIsNews = report.load.kind !== "closed";
  return Object.entries(TITLES).flatMap(([name, title]) => {
    const metric = report.metrics[name];
    if (metric === undefined || (metric.max === 0 && name !== "lag_ms")) return [];
    if (!fromDueIsNews && (name === "response_ms" || name === "response_ttft_ms" || name === "slot_wait_ms")) return [];
    // Where nothing is reasoned or held back, the first answer token is the first token.
    if (name === "ttfo_ms" && metric.mean === report.metrics["ttft_ms"]?.mean) return [];
    return [{ title, metric }, ...byTurn(report, name)];
  });
}

/** The same metric of first and of later turns, where runs are turns of chats. */
function byTurn(
  { conversations }: LoadReport,
  name: string,
): { title: string; metric: LoadReport["metrics"][string] }[] {
  if (conversations === undefined || name !== "ttft_ms") return [];
  const first = conversations.first_turn[name];
  const later = conversations.later_turns[name];
  return [
    ...(first === undefined ? [] : [{ title: "  first turns", metric: first }]),
    ...(later === undefined ? [] : [{ title: "  later turns", metric: later }]),
  ];
}

import type { RunColumn } from "@tfbench/contracts";

/** What each column of the table is called in an export; a cell that shows two things is two columns there. */
const EXPORTED: Record<string, readonly RunColumn[]> = {
  run: ["id"],
  when: ["due_at"],
  scenario: ["scenario_name"],
  target: ["target_name"],
  status: ["status"],
  goal: ["goal", "verdict_goal"],
  total: ["total_duration_ms"],
  ttft: ["ttft_ms"],
  steps: ["steps"],
  tokens: ["input_tokens", "output_tokens"],
  speed: ["output_tokens_per_second"],
  cost: ["cost_usd"],
  tags: ["tags"],
  reason: ["error", "goal_reason"],
};

/** The export's columns for those of the table, in their order. */
export const exportColumns = (shown: readonly string[]): string => shown.flatMap((id) => EXPORTED[id] ?? []).join(",");

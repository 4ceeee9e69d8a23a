import { Option } from "commander";
import type { Command } from "commander";
import { GATE_RULES } from "../thresholds/gates.ts";
import { repeated, shareAbove0 } from "./parse-option.ts";

/** These may stand beside a scenario file: they judge what was measured and change nothing of it. */
export function addThresholdOptions(command: Command): void {
  command
    .addOption(
      repeated(
        "--threshold <limit>",
        "what the load has to show, as 'p95(ttft_ms) < 800' or 'success >= 0.9'; may be repeated",
      ),
    )
    .option("--attainment <share>", "share of the runs that has to keep every --slo", shareAbove0)
    .addOption(
      new Option(
        "--gate <rule>",
        "block-proof: a threshold that is shown neither to be met nor to be missed does not fail",
      ).choices(GATE_RULES),
    );
}

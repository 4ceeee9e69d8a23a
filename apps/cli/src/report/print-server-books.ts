import type { ServerBooks, ServerBooksFigure } from "@tfbench/contracts";
import type { CommandContext } from "../command-context.ts";
import { fitColumns } from "./fit-columns.ts";
import { formatNumber } from "./format-figure.ts";

const TITLES: Record<ServerBooksFigure["name"], string> = {
  requests: "requests succeeded",
  prompt_tokens: "prompt tokens",
  generation_tokens: "generated tokens",
  ttft_ms: "TTFT from sent, mean",
  inter_token_ms: "between tokens, mean",
  e2e_ms: "whole request, mean",
};
const WORDS: Record<ServerBooks["verdict"], string> = {
  agree: "the two books agree within 5 %",
  differ: "the two books differ",
  not_attributable: "not attributable",
  unread: "the server's books could not be read",
};

/** The server's figures beside ours, by its definitions. What a reader has to know of them is in the notes. */
export function printServerBooks(
  { server, url, verdict, figures }: ServerBooks,
  { paint, columns }: Pick<CommandContext, "paint" | "columns">,
): string {
  const head = paint(verdict === "agree" ? "dim" : "yellow", `${server ?? "server"} at ${url}: ${WORDS[verdict]}`);
  const rows = figures
    .filter((figure) => figure.server !== null)
    .map((figure) => [
      TITLES[figure.name],
      figure.unit === "ms" ? "ms" : "",
      formatCell(figure.server, figure.unit),
      formatCell(figure.ours, figure.unit),
      formatDifference(figure.difference),
      figure.source ?? "",
    ]);
  if (rows.length === 0) return head;
  const table = fitColumns([["", "", "server", "ours", "difference", "from"], ...rows], [0, 1, 5], columns);
  return [head, ...(table.head === null ? [] : [paint("dim", table.head)]), ...table.lines].join("\n");
}

const formatCell = (value: number | null, unit: ServerBooksFigure["unit"]): string => {
  if (value === null) return "unknown";
  return unit === "ms" ? formatNumber(value) : value.toLocaleString("en-US", { maximumFractionDigits: 0 });
};

function formatDifference(share: number | null): string {
  if (share === null) return "-";
  const percent = share * 100;
  return `${percent > 0 ? "+" : ""}${percent.toLocaleString("en-US", { maximumFractionDigits: 1 })} %`;
}

"use client";

import { Download, Table2, TrendingUp } from "lucide-react";
import { useState, type RefObject } from "react";
import { classNames } from "#components/class-names.ts";
import { Button } from "#components/ui/button.tsx";
import { Menu } from "#components/ui/menu.tsx";
import type { Chart, LogSwitch } from "./chart-model.ts";
import { readTokens } from "./read-tokens.ts";
import { fileNameOf, saveFile } from "./save-file.ts";
import { tableCsv } from "./table-csv.ts";

type Kind = "csv" | "png" | "svg";

/** The drawing library is loaded when a picture is asked for, not before. */
async function fileOf(chart: Chart, kind: Kind, figure: HTMLElement): Promise<Blob> {
  // The mark tells spreadsheets that it is UTF-8.
  if (kind === "csv") return new Blob(["\uFEFF", tableCsv(chart.table)], { type: "text/csv;charset=utf-8" });
  const { drawPng, drawSvg } = await import("./draw-file.ts");
  const size = { width: Math.max(figure.clientWidth, 480), height: 320 };
  return (kind === "png" ? drawPng : drawSvg)(chart, readTokens(figure), size);
}

type ChartActionsProps = {
  chart: Chart;
  figure: RefObject<HTMLElement | null>;
  isTable: boolean;
  onTable: (isTable: boolean) => void;
  log: LogSwitch | undefined;
};

export function ChartActions({ chart, figure, isTable, onTable, log }: ChartActionsProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const Icon = isTable ? TrendingUp : Table2;
  const other = isTable ? "View as chart" : "View as table";
  async function save(kind: Kind) {
    if (figure.current === null) return;
    setProblem(null);
    try {
      saveFile(fileNameOf(chart.title, kind), await fileOf(chart, kind, figure.current));
    } catch (cause) {
      setProblem(`The ${kind.toUpperCase()} could not be made: ${cause instanceof Error ? cause.message : "unknown"}`);
    }
  }
  return (
    <>
      {problem === null ? null : (
        <span role="alert" className="text-meta text-bad">
          {problem}
        </span>
      )}
      {log === undefined ? null : (
        <Button
          variant="quiet"
          size="dense"
          aria-pressed={log.isOn}
          aria-label="log scale"
          className={classNames(log.isOn && "bg-sunken text-text")}
          onClick={() => log.onChange(!log.isOn)}
        >
          log
        </Button>
      )}
      <Button
        variant="quiet"
        size="icon"
        aria-pressed={isTable}
        aria-label={other}
        title={other}
        onClick={() => onTable(!isTable)}
      >
        <Icon aria-hidden />
      </Button>
      <Menu
        label={`Download ${chart.title}`}
        icon={<Download aria-hidden />}
        items={[
          { text: "Download CSV", onChoose: () => void save("csv") },
          { text: "Download PNG", onChoose: () => void save("png") },
          { text: "Download SVG", onChoose: () => void save("svg") },
        ]}
      />
    </>
  );
}

"use client";

import { Table2, TrendingUp } from "lucide-react";
import dynamic from "next/dynamic";
import { useState, type ComponentProps } from "react";
import { Button } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { ChartCanvas as ChartCanvasComponent } from "./chart-canvas.tsx";

const HEIGHT = 168;
const ChartCanvas = dynamic(() => import("./chart-canvas.tsx").then((module) => module.ChartCanvas), {
  ssr: false,
  loading: () => <Skeleton className="h-[168px]" />,
});

type ChartFrameProps = {
  title: string;
  basis: string;
  table: { header: string[]; rows: string[][] };
  options: ComponentProps<typeof ChartCanvasComponent>["options"];
};

/** Every chart stands in this frame: title, what it rests on, and the same figures as a table. */
export function ChartFrame({ title, basis, table, options }: ChartFrameProps) {
  const [isTable, setIsTable] = useState(false);
  const Icon = isTable ? TrendingUp : Table2;
  return (
    <figure className="flex min-w-0 flex-col gap-1 rounded-control border bg-panel p-3">
      <figcaption className="flex items-center gap-2">
        <span className="min-w-0 flex-1 truncate font-strong" title={title}>
          {title}
        </span>
        <span className="text-meta whitespace-nowrap text-muted">{basis}</span>
        <Button
          variant="quiet"
          size="icon"
          aria-pressed={isTable}
          aria-label={isTable ? "View as chart" : "View as table"}
          title={isTable ? "View as chart" : "View as table"}
          onClick={() => setIsTable(!isTable)}
        >
          <Icon aria-hidden />
        </Button>
      </figcaption>
      {isTable ? (
        <FigureTable title={title} {...table} />
      ) : (
        <ChartCanvas
          label={`${title}. ${basis}. The same figures are in its table.`}
          height={HEIGHT}
          options={options}
        />
      )}
    </figure>
  );
}

function FigureTable({ title, header, rows }: { title: string; header: string[]; rows: string[][] }) {
  return (
    <div className="overflow-auto" style={{ height: HEIGHT }}>
      <table className="w-full text-meta">
        <caption className="sr-only">{title}</caption>
        <thead>
          <tr className="text-muted">
            {header.map((text, index) => (
              <th
                key={text}
                scope="col"
                className={`sticky top-0 bg-panel px-2 py-1 font-normal whitespace-nowrap ${index === 0 ? "text-left" : "text-right"}`}
              >
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row[0]} className="border-t">
              {row.map((text, index) => (
                <td
                  key={header[index]}
                  className={`px-2 py-0.5 whitespace-nowrap ${index === 0 ? "text-left" : "text-right"}`}
                >
                  {text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

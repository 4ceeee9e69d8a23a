import { classNames } from "#components/class-names.ts";
import type { ChartTable } from "./chart-model.ts";

type FigureTableProps = { title: string; table: ChartTable; height: number };

/** The figures of a chart, as high as the chart, so that nothing moves when one turns into the other. */
export function FigureTable({ title, table: { header, rows }, height }: FigureTableProps) {
  const alignment = (index: number) => (index === 0 ? "text-left" : "text-right");
  return (
    <div role="group" aria-label={title} tabIndex={0} className="overflow-auto" style={{ height }}>
      <table className="w-full text-meta">
        <caption className="sr-only">{title}</caption>
        <thead>
          <tr className="text-muted">
            {header.map((text, index) => (
              <th
                key={text}
                scope="col"
                className={classNames(
                  "sticky top-0 bg-panel px-2 py-1 font-normal whitespace-nowrap",
                  alignment(index),
                )}
              >
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            <tr key={place}>
              {row.map((text, index) => (
                <td
                  key={header[index]}
                  className={classNames("border-t px-2 py-0.5 whitespace-nowrap", alignment(index))}
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

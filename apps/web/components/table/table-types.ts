import { tableFeatures, type ColumnDef, type RowData } from "@tanstack/react-table";
import type { ReactNode } from "react";

/** How a column looks, and the name the API sorts it by. `isFixed`: cannot be hidden. */
export type ColumnLook = {
  isNumber?: boolean;
  sortBy?: string;
  unit?: string;
  className?: string;
  isFixed?: boolean;
};

// The value is never read: it tells the table the type of every column's `meta`.
export const features = tableFeatures({ columnMeta: {} as ColumnLook });
export type DataColumn<Row extends RowData> = ColumnDef<typeof features, Row>;

/** The API's text for an order, `status,-total_duration_ms`; the table only asks for it. */
export type TableSort = { value: string; onChange: (value: string) => void };

/** Rows chosen by their keys, over pages; `nameOf` says a row to who cannot see it: "Run 4182". */
export type TableSelection<Row> = {
  keys: ReadonlySet<string>;
  onChange: (keys: ReadonlySet<string>) => void;
  nameOf: (row: Row) => string;
};

/** The row that j and k walk to. Enter opens it; Space peeks where there is something to peek at. */
export type TableCursor<Row> = {
  key: string | null;
  onChange: (key: string | null) => void;
  onOpen: (row: Row) => void;
  onPeek?: (row: Row) => void;
};

export type TableTrouble = { error: Error; onRetry: () => void };

export type DataTableProps<Row extends RowData> = {
  caption: string;
  columns: DataColumn<Row>[];
  /** Undefined until the first answer: the frame shows its header and empty bars. */
  rows: readonly Row[] | undefined;
  rowKey: (row: Row) => string;
  sort?: TableSort | undefined;
  selection?: TableSelection<Row> | undefined;
  cursor?: TableCursor<Row> | undefined;
  density?: "dense" | "roomy" | undefined;
  /** True while rows of an earlier question stand in for those asked for. */
  isStale?: boolean;
  /** Shown in place of rows where there are none. */
  empty?: ReactNode;
  trouble?: TableTrouble | null;
};

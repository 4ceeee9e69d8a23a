import type { ReactNode } from "react";
import { ErrorState } from "#components/error-state.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { TableTrouble } from "./table-types.ts";

const SKELETON_ROWS = 8;

function WholeRow({ width, children }: { width: number; children: ReactNode }) {
  return (
    <tr>
      <td colSpan={width} className="p-3">
        {/* As wide as what is seen of the table, and not scrolled away with its columns. */}
        <div className="sticky left-3 w-[calc(100cqw-26px)]">{children}</div>
      </td>
    </tr>
  );
}

type NoRowsProps = { width: number; isLoading: boolean; trouble: TableTrouble | null; empty: ReactNode };

/** What the frame shows in place of rows: bars while they are awaited, what failed, or that there are none. */
export function NoRows({ width, isLoading, trouble, empty }: NoRowsProps) {
  if (trouble !== null) {
    return (
      <WholeRow width={width}>
        <ErrorState error={trouble.error} onRetry={trouble.onRetry} />
      </WholeRow>
    );
  }
  if (!isLoading) return <WholeRow width={width}>{empty}</WholeRow>;
  return Array.from({ length: SKELETON_ROWS }, (_, index) => (
    <tr key={index} aria-hidden className="border-b last:border-0">
      <td colSpan={width} className="px-2.5 py-1.5">
        <Skeleton className="h-4" />
      </td>
    </tr>
  ));
}

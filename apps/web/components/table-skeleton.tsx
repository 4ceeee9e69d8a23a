import { Skeleton } from "./ui/skeleton.tsx";

export function TableSkeleton({ label }: { label: string }) {
  return (
    <div
      role="status"
      aria-busy="true"
      aria-label={label}
      className="flex flex-col gap-px overflow-hidden rounded-control border bg-panel p-2"
    >
      {Array.from({ length: 8 }, (_, index) => (
        <Skeleton key={index} className="my-1 h-6" />
      ))}
    </div>
  );
}

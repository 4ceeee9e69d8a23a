import { classNames } from "#components/class-names.ts";

export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={classNames("block rounded-chip bg-sunken", className)} />;
}

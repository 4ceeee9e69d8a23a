import { classNames } from "#components/class-names.ts";

/** Holds a place whose shape is known; with a label it says what is awaited. */
export function Skeleton({ className, label }: { className?: string; label?: string }) {
  const classes = classNames("block rounded-chip bg-sunken", className);
  if (label === undefined) return <span aria-hidden className={classes} />;
  return <span role="status" aria-busy="true" aria-label={label} className={classes} />;
}

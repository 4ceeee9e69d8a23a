import { classNames } from "#components/class-names.ts";

type NameCellProps = { name: string; description: string | null; className?: string };

/** Name and description of a row, cut to one line each, on a phone the name to two; the whole text on hover. */
export function NameCell({ name, description, className }: NameCellProps) {
  return (
    <div className={classNames("max-w-96 min-w-24 py-1 max-md:max-w-24", className)} dir="auto">
      <span
        className="block truncate font-strong max-md:line-clamp-2 max-md:wrap-anywhere max-md:whitespace-normal"
        title={name}
      >
        {name}
      </span>
      {description === null ? null : (
        <span className="block truncate text-muted" title={description}>
          {description}
        </span>
      )}
    </div>
  );
}

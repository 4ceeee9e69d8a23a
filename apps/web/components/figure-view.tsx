import { classNames } from "./class-names.ts";
import type { Figure } from "./figure-model.ts";

const SIZE = { large: "text-number", small: "text-title" } as const;

/** The one way a figure is shown: value and unit, interval, n, and where they do not suffice, why. */
export function FigureView({ figure, size = "large" }: { figure: Figure; size?: keyof typeof SIZE }) {
  return (
    <div className="min-w-0">
      {figure.name === null ? null : <div className="text-caption text-muted">{figure.name}</div>}
      {figure.value === null ? null : (
        <div
          className={classNames(
            "font-strong whitespace-nowrap",
            SIZE[size],
            figure.isGreyed && "font-normal text-muted",
            figure.isStruck && "line-through decoration-bad decoration-2",
          )}
        >
          {figure.value}
          {figure.unit === "" ? null : (
            <span className="ml-1 inline-block text-body font-normal text-muted">{figure.unit}</span>
          )}
        </div>
      )}
      {figure.why === null ? null : (
        <div className={classNames("text-meta text-muted", figure.value === null && "py-1.5")}>{figure.why}</div>
      )}
      <div className="flex flex-wrap gap-x-2 text-meta text-muted">
        {figure.interval === null ? null : <span className="whitespace-nowrap">{figure.interval}</span>}
        {figure.basis === null ? null : <span className="whitespace-nowrap">{figure.basis}</span>}
      </div>
    </div>
  );
}

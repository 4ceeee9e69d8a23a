import { classNames } from "./class-names.ts";
import type { Look } from "./status-look.ts";

export function StatusBadge({ look, prefix }: { look: Look; prefix?: string }) {
  const Icon = look.icon;
  return (
    <span className={classNames("inline-flex items-center gap-1 align-middle whitespace-nowrap", look.tone)}>
      <Icon aria-hidden className={classNames("size-3.5 shrink-0", look.isLive === true && "animate-live")} />
      {prefix === undefined ? look.word : `${prefix} ${look.word}`}
    </span>
  );
}

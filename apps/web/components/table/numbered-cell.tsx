import { AppLink } from "#components/app-link.tsx";
import { StatusBadge } from "#components/status-badge.tsx";
import type { Look } from "#components/status-look.ts";

type NumberedCellProps = { id: number; href: string; look: Look };

/** The number of a row, which opens it; on a phone, where the column of its own would be out of sight, its status too. */
export const NumberedCell = ({ id, href, look }: NumberedCellProps) => (
  <span className="block max-md:py-1">
    <AppLink href={href} className="font-mono underline underline-offset-2">
      {id}
    </AppLink>
    <span className="block md:hidden">
      <StatusBadge look={look} />
    </span>
  </span>
);

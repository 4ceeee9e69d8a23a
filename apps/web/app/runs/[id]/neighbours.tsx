"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { useRouter } from "next/navigation";
import { useMemo, useSyncExternalStore } from "react";
import { AppLink, TextLink } from "#components/app-link.tsx";
import { parseRunOrder, placeInOrder, readRunOrderText } from "#components/runs/run-order.ts";
import { useShortcuts } from "#components/shortcuts/shortcuts.tsx";
import { Button } from "#components/ui/button.tsx";
import { formatNumber } from "#format/format-number.ts";

const subscribeToNothing = () => () => {};

/** The runs before and after this one in the table someone came from; j and k go there. */
export function Neighbours({ id }: { id: number }) {
  const router = useRouter();
  const text = useSyncExternalStore(subscribeToNothing, readRunOrderText, () => null);
  const place = useMemo(() => placeInOrder(parseRunOrder(text), id), [text, id]);
  const go = (to: number | null | undefined) => to != null && router.push(`/runs/${to}`);
  useShortcuts(
    place === null
      ? []
      : [
          { keys: "j", text: "Next run of the list", group: "Run", run: () => go(place.after) },
          { keys: "k", text: "Run before in the list", group: "Run", run: () => go(place.before) },
        ],
  );
  if (place === null) return null;
  return (
    <nav aria-label="Runs of the list" className="flex items-center gap-1 text-meta text-muted">
      <Step to={place.before} label="Run before in the list (k)" icon={ChevronLeft} />
      <TextLink href={place.href}>
        {formatNumber(place.place)} of {formatNumber(place.count)} in the list
      </TextLink>
      <Step to={place.after} label="Next run of the list (j)" icon={ChevronRight} />
    </nav>
  );
}

function Step({ to, label, icon: Icon }: { to: number | null; label: string; icon: typeof ChevronLeft }) {
  if (to === null) {
    return (
      <Button variant="quiet" size="icon" disabled aria-label={label}>
        <Icon aria-hidden />
      </Button>
    );
  }
  return (
    <Button variant="quiet" size="icon" asChild>
      <AppLink href={`/runs/${to}`} aria-label={label} title={label}>
        <Icon aria-hidden />
      </AppLink>
    </Button>
  );
}

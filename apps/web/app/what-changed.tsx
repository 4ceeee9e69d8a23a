"use client";

import { AppLink, TextLink } from "#components/app-link.tsx";
import { Instant } from "#components/instant.tsx";
import { Panel } from "#components/panel.tsx";
import { StatusBadge } from "#components/status-badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import type { WhatChanged } from "./prepare-trends.ts";

type WhatChangedProps = { changed: WhatChanged | undefined; error: Error | null; onRetry: () => void };

/** The page's question, answered at the top. */
export function WhatChangedPanel({ changed, error, onRetry }: WhatChangedProps) {
  if (changed === undefined) {
    return (
      <Panel title="What changed">
        {error === null ? (
          <div role="status" aria-busy="true" aria-label="Comparing with the period before">
            <Skeleton className="h-16" />
          </div>
        ) : (
          <p role="alert" className="flex flex-wrap items-center gap-2 rounded-control border px-3 py-2 text-bad">
            The comparison with the period before failed: {error.message}
            <Button size="dense" onClick={onRetry}>
              Try again
            </Button>
          </p>
        )}
      </Panel>
    );
  }
  return (
    <Panel title={changed.title}>
      <div className="rounded-control border bg-panel">
        <ul className="divide-y divide-border">
          {changed.rows.map(({ id, look, scenario, sentence, since, basis, runsHref, batchHref }) => (
            <li key={id} className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 px-3 py-2">
              <StatusBadge look={look} />
              <TextLink href={scenario.href} className="max-w-72 truncate font-strong" title={scenario.name}>
                {scenario.name}
              </TextLink>
              <span className="min-w-0 flex-1 basis-72">
                {sentence}
                {since === null ? null : (
                  <>
                    , since <Instant at={since} />
                  </>
                )}
              </span>
              <span className="text-meta whitespace-nowrap text-muted">{basis}</span>
              <Button asChild size="dense" variant="quiet">
                <AppLink href={runsHref}>Show runs</AppLink>
              </Button>
              {batchHref === null ? null : (
                <Button asChild size="dense" variant="quiet">
                  <AppLink href={batchHref}>Open batch</AppLink>
                </Button>
              )}
            </li>
          ))}
        </ul>
        <p className="px-3 py-2 text-meta text-muted [ul:not(:empty)+&]:border-t">{changed.note}</p>
      </div>
    </Panel>
  );
}

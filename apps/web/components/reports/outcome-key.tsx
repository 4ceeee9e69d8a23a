"use client";

import type { Goal, RunStatus } from "@tfbench/contracts";
import { AppLink } from "#components/app-link.tsx";
import { StatusBadge } from "#components/status-badge.tsx";
import { GOAL_LOOK, RUN_STATUS_LOOK } from "#components/status-look.ts";
import { formatNumber } from "#format/format-number.ts";
import { outcomeHref, outcomeWord } from "./outcome-look.ts";

type OutcomeKeyProps = {
  outcomes: readonly { status: RunStatus; goal: Goal; count: number }[];
  filter: Record<string, string>;
};

/** Every outcome with its count, its icon and its runs: a legend that is also a way in. */
export function OutcomeKey({ outcomes, filter }: OutcomeKeyProps) {
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1 text-meta">
      {outcomes.map(({ status, goal, count }) => {
        const look = status === "completed" && goal !== "not_evaluated" ? GOAL_LOOK[goal] : RUN_STATUS_LOOK[status];
        return (
          <AppLink
            key={`${status}/${goal}`}
            href={outcomeHref({ status, goal }, filter)}
            className="underline-offset-2 hover:underline"
          >
            {formatNumber(count)} <StatusBadge look={{ ...look, word: outcomeWord({ status, goal }) }} />
          </AppLink>
        );
      })}
    </p>
  );
}

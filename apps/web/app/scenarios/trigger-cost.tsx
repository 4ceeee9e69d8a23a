"use client";

import { useQuery } from "@tanstack/react-query";
import type { Measured } from "@tfbench/contracts";
import { TriangleAlert } from "lucide-react";
import { browserApi } from "#api/browser-api.ts";
import { queries } from "#api/queries.ts";
import type { PreviewInput } from "#components/catalogue/dry-run.tsx";
import { prepareDryRun } from "#components/catalogue/prepare-dry-run.ts";

/** What the runs would cost and what they still lack, while it is being written. */
export function TriggerCost({ input, measured }: { input: PreviewInput; measured: Measured }) {
  const { data, error } = useQuery(queries.preview(browserApi, input));
  if (error !== null) return <p className="text-meta text-warn">Not known what this would cost: {error.message}</p>;
  if (data === undefined) return null;
  const { cost, problems } = prepareDryRun(data, measured);
  return (
    <div aria-live="polite" className="flex flex-col gap-1 text-meta">
      <p>{cost}</p>
      {problems.map((problem) => (
        <p key={problem} className="flex gap-1.5 text-warn">
          <TriangleAlert aria-hidden className="mt-px size-3.5 shrink-0" /> {problem}
        </p>
      ))}
    </div>
  );
}

"use client";

import { ApiProblem } from "@tfbench/client";
import { CircleAlert, RotateCw } from "lucide-react";
import { errorTitle } from "./error-title.ts";
import { Button } from "./ui/button.tsx";

/** An error that the API did not report comes from drawing what it answered. */
const NOT_DRAWN =
  "The page could not draw what the API answered. API and dashboard may be of different versions: start both from the same one, then try again.";

type ErrorStateProps = { error: Error; onRetry?: () => void };

/** What happened, where, and what to do. */
export function ErrorState({ error, onRetry }: ErrorStateProps) {
  const problem = error instanceof ApiProblem ? error : null;
  const hint = problem === null ? NOT_DRAWN : problem.hint;
  return (
    <div role="alert" className="flex flex-col items-start gap-2 rounded-control border border-bad px-4 py-4">
      <p className="flex items-center gap-1.5 font-strong text-bad">
        <CircleAlert aria-hidden className="size-4" />
        {problem === null ? "The page failed" : errorTitle(problem)}
      </p>
      <p className="break-words">{error.message}</p>
      {hint === null ? null : <p className="text-muted">{hint}</p>}
      {problem?.request_id ? <p className="font-mono text-caption text-muted">request {problem.request_id}</p> : null}
      {onRetry === undefined ? null : (
        <Button size="dense" onClick={onRetry}>
          <RotateCw aria-hidden /> Try again
        </Button>
      )}
    </div>
  );
}

/** The same in one line, for data that is shown but can no longer be kept fresh. */
export function StaleNote({ error }: { error: Error | null }) {
  if (error === null) return null;
  return (
    <p role="status" className="flex items-center gap-1.5 text-meta text-warn">
      <CircleAlert aria-hidden className="size-3.5" /> Not fresh: {error.message}
    </p>
  );
}

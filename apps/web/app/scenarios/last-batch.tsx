import type { ListedScenario } from "@tfbench/contracts";
import { AppLink } from "#components/app-link.tsx";
import { OutcomeBar } from "#components/batches/outcome-bar.tsx";
import { outcomeParts } from "#components/batches/outcome-parts.ts";
import { Instant } from "#components/instant.tsx";
import { StatusBadge } from "#components/status-badge.tsx";
import { BATCH_STATUS_LOOK, VALIDITY_LOOK } from "#components/status-look.ts";

type LastBatchProps = { batch: ListedScenario["last_batch"] };

function barOf({ id, counts, run_count: total }: NonNullable<ListedScenario["last_batch"]>) {
  const parts = outcomeParts(counts, total);
  const words = parts.map(({ text }) => text).join(", ");
  return { parts, words, label: `Batch ${id}: ${words}` };
}

/** How the runs of the newest batch ended; nothing where there is none. */
export function LastBatchBar({ batch }: LastBatchProps) {
  if (batch === null) return null;
  const { parts, label } = barOf(batch);
  return <OutcomeBar parts={parts} label={label} />;
}

/** How the newest batch of a scenario went, and when; its runs in a bar and in words. */
export function LastBatch({ batch }: LastBatchProps) {
  if (batch === null) return <span className="text-muted">never run</span>;
  const { parts, words, label } = barOf(batch);
  const doubt = batch.validity_verdict === "valid" ? null : batch.validity_verdict;
  return (
    <AppLink href={`/batches/${batch.id}`} className="group block w-56 py-1">
      <span className="flex items-center gap-2">
        <span className="min-w-0 flex-1">
          <OutcomeBar parts={parts} label={label} />
        </span>
        {batch.status === "finished" ? null : <StatusBadge look={BATCH_STATUS_LOOK[batch.status]} />}
        {doubt === null ? null : <StatusBadge look={VALIDITY_LOOK[doubt]} />}
      </span>
      <span className="flex gap-x-2 text-caption text-muted">
        <span className="min-w-0 truncate underline-offset-2 group-hover:underline" title={words}>
          {words}
        </span>
        <span className="ml-auto shrink-0 whitespace-nowrap">
          <Instant at={batch.finished_at ?? batch.created_at} />
        </span>
      </span>
    </AppLink>
  );
}

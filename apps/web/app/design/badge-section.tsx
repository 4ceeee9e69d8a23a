import { StatusBadge } from "#components/status-badge.tsx";
import {
  BATCH_STATUS_LOOK,
  GOAL_LOOK,
  RUN_STATUS_LOOK,
  VALIDITY_LOOK,
  VERDICT_LOOK,
  type Look,
} from "#components/status-look.ts";
import { Section } from "./section.tsx";

const SETS = {
  Execution: RUN_STATUS_LOOK,
  Goal: GOAL_LOOK,
  Batch: BATCH_STATUS_LOOK,
  Verdict: VERDICT_LOOK,
  Validity: VALIDITY_LOOK,
} satisfies Record<string, Record<string, Look>>;

export function BadgeSection() {
  return (
    <Section title="Status and verdict badges">
      <dl className="grid grid-cols-[80px_minmax(0,1fr)] gap-x-3 gap-y-1.5">
        {Object.entries(SETS).map(([name, looks]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="flex flex-wrap gap-x-4 gap-y-1">
              {Object.entries(looks).map(([value, look]) => (
                <StatusBadge key={value} look={look} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

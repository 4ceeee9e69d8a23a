"use client";

import { useMutation } from "@tanstack/react-query";
import type { Scenario } from "@tfbench/contracts";
import { browserApi } from "#api/browser-api.ts";
import { AppLink } from "#components/app-link.tsx";
import { Button } from "#components/ui/button.tsx";
import { Select } from "#components/ui/select.tsx";

const RUNS = 10;

type TriggerStepProps = {
  scenarios: readonly Scenario[];
  scenario: Scenario;
  isMock: boolean;
  onChoose: (id: number) => void;
  onTriggered: (batchId: number) => void;
};

/** Ten runs with one click where they cost nothing; elsewhere by the dialog that shows the estimate. */
export function TriggerStep({ scenarios, scenario, isMock, onChoose, onTriggered }: TriggerStepProps) {
  const trigger = useMutation({
    mutationFn: () => browserApi.createBatch({ scenario_id: scenario.id, count: RUNS }),
    onSuccess: (batch) => onTriggered(batch.id),
  });
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Select
        size="dense"
        aria-label="Scenario of the first runs"
        className="max-w-64"
        value={scenario.id}
        onChange={(event) => onChoose(Number(event.target.value))}
      >
        {scenarios.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
      {isMock ? (
        <Button variant="primary" size="dense" disabled={trigger.isPending} onClick={() => trigger.mutate()}>
          Trigger {RUNS} runs
        </Button>
      ) : (
        <Button asChild variant="primary" size="dense">
          <AppLink href={`/scenarios?trigger=${scenario.id}`}>Trigger {RUNS} runs</AppLink>
        </Button>
      )}
      {trigger.error === null ? null : (
        <p role="alert" className="text-bad">
          {trigger.error.message}
        </p>
      )}
    </div>
  );
}

"use client";

import { useQuery } from "@tanstack/react-query";
import { ApiProblem } from "@tfbench/client";
import type { Scenario, TriggeredRun } from "@tfbench/contracts";
import { useState } from "react";
import { browserApi } from "#api/browser-api.ts";
import { queries } from "#api/queries.ts";
import { DryRun } from "#components/catalogue/dry-run.tsx";
import { fieldErrors } from "#components/form/field-errors.ts";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { JsonField } from "#components/form/json-field.tsx";
import { TextField } from "#components/form/text-field.tsx";
import {
  costInput,
  firstLoad,
  TRIGGER_FIELDS,
  sweepBody,
  triggerBody,
  triggerObstacle,
  triggerText,
  type TriggerDraft,
} from "./prepare-trigger.ts";
import { ConfirmCost } from "./confirm-cost.tsx";
import { RunsFields } from "./runs-fields.tsx";
import { SendingRuns } from "./sending-runs.tsx";
import { TriggerCost } from "./trigger-cost.tsx";
import { useLaunch } from "./use-launch.ts";

type TriggerDialogProps = { scenario: Scenario; onTriggered: (run: TriggeredRun) => void; onClose: () => void };

const FIRST_DRAFT: TriggerDraft = { count: "10", load: null, inputs: "{}", labels: "", isConfirmed: false };

/** Triggers a scenario several times, with load, inputs and labels of this occasion. */
export function TriggerDialog(props: TriggerDialogProps) {
  const { scenario } = props;
  const automation = useQuery(queries.automation(browserApi, scenario.automation_id));
  // Whether a load can be chosen depends on it; where it cannot be read, what fits every provider is offered.
  if (automation.isPending) return null;
  const isAgent = automation.data === undefined || automation.data.provider === "tinyfish";
  return <TriggerForm {...props} initial={{ ...FIRST_DRAFT, load: isAgent ? null : firstLoad(scenario) }} />;
}

function TriggerForm({ scenario, onTriggered, onClose, initial }: TriggerDialogProps & { initial: TriggerDraft }) {
  const [first] = useState(initial);
  const [draft, setDraft] = useState(first);
  const body = triggerBody(scenario.id, draft);
  const sweep = sweepBody(scenario.id, draft);
  const { launch, stop } = useLaunch(onTriggered);
  const errors = fieldErrors(launch.error, TRIGGER_FIELDS);
  const needsConfirmation = launch.error instanceof ApiProblem && launch.error.code === "confirmation_required";
  const change = (changes: Partial<TriggerDraft>) => setDraft((now) => ({ ...now, ...changes }));
  const cost = costInput(scenario.id, draft);
  const measured = draft.load === null ? "agents" : "endpoints";

  return (
    <FormDialog
      title={`Run ${scenario.name}`}
      description={
        draft.load === null
          ? `On ${scenario.target_name}, at most ${scenario.run_settings.concurrency} at a time.`
          : `On ${scenario.target_name}, ${sweep === null ? "as one batch" : "a batch for each load"}.`
      }
      submitText={triggerText(draft)}
      isSending={launch.isPending}
      obstacle={triggerObstacle(draft, needsConfirmation)}
      isChanged={draft.inputs !== first.inputs || draft.labels !== first.labels || draft.load !== first.load}
      problems={errors.rest}
      onSubmit={() => body !== null && launch.mutate({ body, sweep })}
      onClose={onClose}
    >
      {launch.isPending ? <SendingRuns count={cost?.count ?? 1} since={launch.submittedAt} onStop={stop} /> : null}
      <RunsFields draft={draft} errors={errors} onChange={change} />
      {cost === null || sweep?.search !== undefined ? null : <TriggerCost input={cost} measured={measured} />}
      <JsonField
        label="Inputs for these runs"
        rows={4}
        text={draft.inputs}
        errors={errors.of("inputs")}
        onChange={(inputs) => change({ inputs })}
        hint="They win over the scenario's inputs and the automation's defaults."
      />
      <TextField
        label="Labels"
        isLong
        text={draft.labels}
        placeholder="commit=4f2a91"
        errors={errors.of("labels")}
        onChange={(labels) => change({ labels })}
        hint="key=value, one a line."
      />
      {needsConfirmation || draft.isConfirmed ? (
        <ConfirmCost isConfirmed={draft.isConfirmed} onChange={(isConfirmed) => change({ isConfirmed })} />
      ) : null}
      <DryRun input={cost} measured={measured} />
    </FormDialog>
  );
}

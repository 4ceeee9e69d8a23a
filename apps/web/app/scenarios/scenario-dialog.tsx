"use client";

import type { Automation } from "@tfbench/contracts";
import { useState } from "react";
import { browserApi } from "#api/browser-api.ts";
import { DryRun } from "#components/catalogue/dry-run.tsx";
import { useSave } from "#components/catalogue/use-save.ts";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { JsonField } from "#components/form/json-field.tsx";
import { writeJson } from "#components/form/parse-json.ts";
import { TextField } from "#components/form/text-field.tsx";
import {
  missingInputs,
  previewOf,
  SCENARIO_FIELDS,
  SCENARIO_LABELS,
  scenarioBody,
  scenarioObstacle,
  type ScenarioDraft,
} from "./prepare.ts";
import { ChatFields } from "./chats/chat-fields.tsx";
import { RunSettingsFields } from "./run-settings-fields.tsx";
import { SloFields } from "./slo-fields.tsx";
import { useScenarioChoices } from "./use-scenario-choices.ts";
import { WhatAndWhere } from "./what-and-where.tsx";

type ScenarioDialogProps = { id: number | null; initial: ScenarioDraft; onClose: () => void };

const inputsHint = (automation: Automation | undefined) => {
  if (automation === undefined) return "Values for the {{name}} places of the automation's request.";
  if (automation.variables.length === 0) return "The automation asks for no inputs.";
  const defaults = automation.variables.filter((name) => name in automation.default_inputs);
  return `Asks for: ${automation.variables.join(", ")}.${defaults.length === 0 ? "" : ` Has a default for: ${defaults.join(", ")}.`}`;
};

/** Creates a scenario, or changes the one named by `id`. */
export function ScenarioDialog({ id, initial, onClose }: ScenarioDialogProps) {
  const [draft, setDraft] = useState(initial);
  const { automations, targets } = useScenarioChoices(draft);
  const automation = automations.chosen;
  const isAgent = automation === undefined || automation.provider === "tinyfish";
  const body = scenarioBody(draft);
  const { isSending, submit, errors } = useSave({
    noun: "scenarios",
    fields: SCENARIO_FIELDS,
    body,
    send: (sent) => (id === null ? browserApi.createScenario(sent) : browserApi.updateScenario({ id, ...sent })),
    onSaved: onClose,
  });
  const change = (changes: Partial<ScenarioDraft>) => setDraft((now) => ({ ...now, ...changes }));
  const chooseAutomation = (automationId: string) => {
    const chosen = automations.rows.find((each) => String(each.id) === automationId);
    const isUntouched = id === null && draft.inputs_template === initial.inputs_template;
    const skeleton =
      isUntouched && chosen !== undefined
        ? { inputs_template: writeJson(missingInputs(chosen.variables, chosen.default_inputs)) }
        : {};
    change({ automation_id: automationId, ...skeleton });
  };

  return (
    <FormDialog
      title={id === null ? "Create scenario" : `Edit ${initial.name}`}
      description="An automation made measurable: target, inputs, run settings and objectives."
      submitText={id === null ? "Create scenario" : "Save scenario"}
      isSending={isSending}
      obstacle={scenarioObstacle(draft)}
      isChanged={JSON.stringify(draft) !== JSON.stringify(initial)}
      problems={errors.rest}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label="Name"
        isFirst
        text={draft.name}
        errors={errors.of("name")}
        onChange={(name) => change({ name })}
      />
      <WhatAndWhere
        draft={draft}
        errors={errors}
        automations={automations}
        targets={targets}
        onAutomation={chooseAutomation}
        onTarget={(target) => change({ target_id: target })}
      />
      <TextField
        label="Description"
        isLong
        text={draft.description}
        errors={errors.of("description")}
        onChange={(description) => change({ description })}
      />
      <JsonField
        label="Inputs"
        rows={6}
        text={draft.inputs_template}
        errors={errors.of("inputs_template")}
        onChange={(inputs) => change({ inputs_template: inputs })}
        hint={inputsHint(automation)}
      />
      <RunSettingsFields isAgent={isAgent} draft={draft} errors={errors} onChange={change} />
      <ChatFields automation={automation} draft={draft.chat} errors={errors} onChange={(chat) => change({ chat })} />
      <SloFields isAgent={isAgent} slos={draft.slos} errors={errors} onChange={(slos) => change({ slos })} />
      <DryRun
        measured={isAgent ? "agents" : "endpoints"}
        input={previewOf(body, automation)}
        labels={SCENARIO_LABELS}
      />
    </FormDialog>
  );
}

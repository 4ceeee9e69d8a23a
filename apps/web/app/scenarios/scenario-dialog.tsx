"use client";

import { useQuery } from "@tanstack/react-query";
import type { Automation } from "@tfbench/contracts";
import { useState } from "react";
import { browserApi } from "#api/browser-api.ts";
import { queries } from "#api/queries.ts";
import { DryRun } from "#components/catalogue/dry-run.tsx";
import { useSave } from "#components/catalogue/use-save.ts";
import { ChoiceField } from "#components/form/choice-field.tsx";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { JsonField } from "#components/form/json-field.tsx";
import { writeJson } from "#components/form/parse-json.ts";
import { TextField } from "#components/form/text-field.tsx";
import { missingInputs, previewOf, SCENARIO_FIELDS, scenarioBody, type ScenarioDraft } from "./prepare.ts";
import { RunSettingsFields } from "./run-settings-fields.tsx";

type ScenarioDialogProps = { id: number | null; initial: ScenarioDraft; onClose: () => void };

const CHOICES = { limit: 100 } as const;

const optionsOf = (nothing: string, rows: readonly { id: number; name: string }[]) => [
  { value: "", text: nothing },
  ...rows.map((row) => ({ value: String(row.id), text: row.name })),
];

const inputsHint = (automation: Automation | undefined) => {
  if (automation === undefined) return "Values for the {{name}} places of the automation's request.";
  if (automation.variables.length === 0) return "The automation asks for no inputs.";
  const defaults = automation.variables.filter((name) => name in automation.default_inputs);
  return `Asks for: ${automation.variables.join(", ")}.${defaults.length === 0 ? "" : ` Has a default for: ${defaults.join(", ")}.`}`;
};

/** Creates a scenario, or changes the one named by `id`. */
export function ScenarioDialog({ id, initial, onClose }: ScenarioDialogProps) {
  const [draft, setDraft] = useState(initial);
  const automations = useQuery(queries.automations(browserApi, CHOICES)).data?.data ?? [];
  const targets = useQuery(queries.targets(browserApi, CHOICES)).data?.data ?? [];
  const automation = automations.find((each) => String(each.id) === draft.automation_id);
  const body = scenarioBody(draft);
  const { save, errors } = useSave({
    noun: "scenarios",
    fields: SCENARIO_FIELDS,
    send: async () =>
      body && (id === null ? browserApi.createScenario(body) : browserApi.updateScenario({ id, ...body })),
    onSaved: onClose,
  });
  const change = (changes: Partial<ScenarioDraft>) => setDraft({ ...draft, ...changes });
  const chooseAutomation = (automationId: string) => {
    const chosen = automations.find((each) => String(each.id) === automationId);
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
      description="An automation made measurable: target, inputs and run settings."
      submitText={id === null ? "Create scenario" : "Save scenario"}
      isSending={save.isPending}
      canSubmit={body !== null}
      isChanged={JSON.stringify(draft) !== JSON.stringify(initial)}
      problems={errors.rest}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <TextField
        label="Name"
        isFirst
        text={draft.name}
        errors={errors.of("name")}
        onChange={(name) => change({ name })}
      />
      <div className="grid gap-3 sm:grid-cols-2">
        <ChoiceField
          label="Automation"
          value={draft.automation_id}
          options={optionsOf("Choose one", automations)}
          errors={errors.of("automation_id")}
          onChange={chooseAutomation}
        />
        <ChoiceField
          label="Target"
          value={draft.target_id}
          options={optionsOf("The default target", targets)}
          errors={errors.of("target_id")}
          onChange={(target) => change({ target_id: target })}
        />
      </div>
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
      <RunSettingsFields draft={draft} errors={errors} onChange={change} />
      <DryRun input={previewOf(body, automation)} />
    </FormDialog>
  );
}

"use client";

import { useState } from "react";
import { browserApi } from "#api/browser-api.ts";
import { DryRun } from "#components/catalogue/dry-run.tsx";
import { useSave } from "#components/catalogue/use-save.ts";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { JsonField } from "#components/form/json-field.tsx";
import { writeJson } from "#components/form/parse-json.ts";
import { TextField } from "#components/form/text-field.tsx";
import { AUTOMATION_FIELDS, automationBody, namesAskedFor, type AutomationDraft } from "./prepare.ts";
import { TemplateChoice } from "./template-choice.tsx";

type AutomationDialogProps = { id: number | null; initial: AutomationDraft; onClose: () => void };

/** Creates an automation, or changes the one named by `id`. */
export function AutomationDialog({ id, initial, onClose }: AutomationDialogProps) {
  const [draft, setDraft] = useState(initial);
  const body = automationBody(draft);
  const { isSending, submit, errors } = useSave({
    noun: "automations",
    fields: AUTOMATION_FIELDS,
    body,
    send: (sent) => (id === null ? browserApi.createAutomation(sent) : browserApi.updateAutomation({ id, ...sent })),
    onSaved: onClose,
  });
  const change = (changes: Partial<AutomationDraft>) => setDraft((now) => ({ ...now, ...changes }));

  return (
    <FormDialog
      title={id === null ? "Create automation" : `Edit ${initial.name}`}
      description="The work asked of the provider. {{name}} in any text is filled from inputs."
      submitText={id === null ? "Create automation" : "Save automation"}
      isSending={isSending}
      obstacle={body === null ? "Mend the JSON that is marked first." : null}
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
      <TextField
        label="Description"
        isLong
        text={draft.description}
        errors={errors.of("description")}
        onChange={(description) => change({ description })}
      />
      {id === null ? (
        <TemplateChoice
          chosen={draft.template}
          onChoose={({ name, request, default_inputs: inputs }) =>
            change({ template: name, request: writeJson(request), default_inputs: writeJson(inputs) })
          }
        />
      ) : null}
      <JsonField
        label="Request (the provider's body)"
        rows={10}
        contract="tinyfish_request"
        text={draft.request}
        errors={errors.of("request")}
        onChange={(request) => change({ request })}
        hint={<RequestHint names={namesAskedFor(draft.request)} />}
      />
      <JsonField
        label="Default inputs"
        rows={4}
        text={draft.default_inputs}
        errors={errors.of("default_inputs")}
        onChange={(inputs) => change({ default_inputs: inputs })}
        hint="Scenarios and triggers may give other values; the later one wins."
      />
      <TextField
        label="TinyFish automation id"
        text={draft.tinyfish_automation_id}
        errors={errors.of("tinyfish_automation_id")}
        onChange={(label) => change({ tinyfish_automation_id: label })}
        hint="A label of yours; it is never sent."
      />
      <DryRun input={body && { automation: { request: body.request, default_inputs: body.default_inputs } }} />
    </FormDialog>
  );
}

const RequestHint = ({ names }: { names: readonly string[] }) => (
  <>
    {names.length === 0 ? "Asks for no inputs." : `Asks for: ${names.join(", ")}.`} In mock mode a goal may script the
    simulator: <code className="font-mono">{'[[simulate {"duration_ms":3000,"steps":5}]]'}</code>
  </>
);

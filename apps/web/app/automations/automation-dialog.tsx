"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { browserApi } from "#api/browser-api.ts";
import { ChoiceField } from "#components/form/choice-field.tsx";
import { fieldErrors } from "#components/form/field-errors.ts";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { JsonField } from "#components/form/json-field.tsx";
import { writeJson } from "#components/form/parse-json.ts";
import { TextField } from "#components/form/text-field.tsx";
import { AUTOMATION_FIELDS, automationBody, namesAskedFor, type AutomationDraft } from "./prepare.ts";
import { REQUEST_TEMPLATES } from "./request-templates.ts";

type AutomationDialogProps = { id: number | null; initial: AutomationDraft; onClose: () => void };

/** Creates an automation, or changes the one named by `id`. */
export function AutomationDialog({ id, initial, onClose }: AutomationDialogProps) {
  const [draft, setDraft] = useState(initial);
  const queryClient = useQueryClient();
  const body = automationBody(draft);
  const save = useMutation({
    mutationFn: async () =>
      body && (id === null ? browserApi.createAutomation(body) : browserApi.updateAutomation({ id, ...body })),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ["automations"] }).then(onClose),
  });
  const errors = fieldErrors(save.error, AUTOMATION_FIELDS);
  const change = (changes: Partial<AutomationDraft>) => setDraft({ ...draft, ...changes });

  return (
    <FormDialog
      title={id === null ? "Create automation" : `Edit ${initial.name}`}
      description="The work asked of the provider. {{name}} in any text is filled from inputs."
      submitText={id === null ? "Create automation" : "Save automation"}
      isSending={save.isPending}
      canSubmit={body !== null}
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
      <TextField
        label="Description"
        isLong
        text={draft.description}
        errors={errors.of("description")}
        onChange={(description) => change({ description })}
      />
      <RequestFields text={draft.request} errors={errors.of("request")} onChange={(request) => change({ request })} />
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
    </FormDialog>
  );
}

type RequestFieldsProps = { text: string; errors: readonly string[]; onChange: (text: string) => void };

/** The provider's body: written from a template, then edited. */
function RequestFields({ text, errors, onChange }: RequestFieldsProps) {
  const [template, setTemplate] = useState("");
  const names = namesAskedFor(text);
  return (
    <>
      <ChoiceField
        label="Start the request from"
        value={template}
        options={[
          { value: "", text: "what is written below" },
          ...REQUEST_TEMPLATES.map(({ name }) => ({ value: name, text: name })),
        ]}
        onChange={(name) => {
          const chosen = REQUEST_TEMPLATES.find((each) => each.name === name);
          setTemplate(name);
          if (chosen !== undefined) onChange(writeJson(chosen.request));
        }}
      />
      <JsonField
        label="Request (the provider's body)"
        rows={10}
        text={text}
        errors={errors}
        onChange={onChange}
        hint={
          <>
            {names.length === 0 ? "Asks for no inputs." : `Asks for: ${names.join(", ")}.`} In mock mode a goal may
            script the simulator: <code className="font-mono">{'[[simulate {"duration_ms":3000,"steps":5}]]'}</code>
          </>
        }
      />
    </>
  );
}

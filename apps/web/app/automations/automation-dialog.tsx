"use client";

import type { Provider } from "@tfbench/contracts";
import { useState } from "react";
import { browserApi } from "#api/browser-api.ts";
import { DryRun } from "#components/catalogue/dry-run.tsx";
import { useSave } from "#components/catalogue/use-save.ts";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { JsonField } from "#components/form/json-field.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { measuredOf } from "#components/measured/measured-of.ts";
import type { JsonContract } from "#components/form/json/json-contracts.ts";
import { AUTOMATION_FIELDS, automationBody, namesAskedFor, type AutomationDraft } from "./prepare.ts";
import { RequestHint } from "./request-hint.tsx";
import { StartFields } from "./start-fields.tsx";

type AutomationDialogProps = { id: number | null; initial: AutomationDraft; onClose: () => void };

const CONTRACT: Record<Provider, JsonContract> = {
  tinyfish: "tinyfish_request",
  openai: "openai_request",
  anthropic: "anthropic_request",
  http_sse: "http_sse_request",
};

/** Creates an automation, or changes the one named by `id`. */
export function AutomationDialog({ id, initial, onClose }: AutomationDialogProps) {
  const [draft, setDraft] = useState(initial);
  const body = automationBody(draft);
  const { isSending, submit, errors } = useSave({
    noun: "automations",
    fields: AUTOMATION_FIELDS,
    body,
    send: (sent) =>
      id === null
        ? browserApi.createAutomation({ ...sent, provider: draft.provider })
        : browserApi.updateAutomation({ id, ...sent }),
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
      <StartFields id={id} draft={draft} errors={errors} onChange={(now) => setDraft(now)} />
      <JsonField
        key={draft.provider}
        label="Request (the provider's body)"
        rows={10}
        contract={CONTRACT[draft.provider]}
        text={draft.request}
        errors={errors.of("request")}
        onChange={(request) => change({ request })}
        hint={<RequestHint names={namesAskedFor(draft.request)} provider={draft.provider} />}
      />
      <JsonField
        label="Default inputs"
        rows={4}
        text={draft.default_inputs}
        errors={errors.of("default_inputs")}
        onChange={(inputs) => change({ default_inputs: inputs })}
        hint="Scenarios and triggers may give other values; the later one wins."
      />
      {draft.provider === "tinyfish" ? (
        <TextField
          label="TinyFish automation id"
          text={draft.tinyfish_automation_id}
          errors={errors.of("tinyfish_automation_id")}
          onChange={(label) => change({ tinyfish_automation_id: label })}
          hint="A label of yours; it is never sent."
        />
      ) : null}
      <DryRun
        measured={measuredOf(draft.provider)}
        input={
          body && {
            automation: { provider: draft.provider, request: body.request, default_inputs: body.default_inputs },
          }
        }
      />
    </FormDialog>
  );
}

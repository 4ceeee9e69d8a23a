"use client";

import { ChoiceField } from "#components/form/choice-field.tsx";
import type { FieldErrors } from "#components/form/field-errors.ts";
import { writeJson } from "#components/form/parse-json.ts";
import { PROVIDER_OPTIONS, readProvider } from "#components/providers/provider-options.ts";
import { ofProvider, type AutomationDraft } from "./prepare.ts";
import { TemplateChoice } from "./template-choice.tsx";

type StartFieldsProps = {
  id: number | null;
  draft: AutomationDraft;
  errors: FieldErrors;
  onChange: (draft: AutomationDraft) => void;
};

/** Whose API the request is for; for a new automation also what it starts from. */
export function StartFields({ id, draft, errors, onChange }: StartFieldsProps) {
  return (
    <>
      <ChoiceField
        label="Provider"
        value={draft.provider}
        isDisabled={id !== null}
        options={PROVIDER_OPTIONS}
        errors={errors.of("provider")}
        onChange={(value) => onChange(ofProvider(draft, readProvider(value)))}
        hint={
          id === null
            ? "Whose API the request is written for; scenarios take it to a target of the same provider."
            : "An automation keeps its provider."
        }
      />
      {id === null ? (
        <TemplateChoice
          provider={draft.provider}
          chosen={draft.template}
          onChoose={({ name, request, default_inputs: inputs }) =>
            onChange({ ...draft, template: name, request: writeJson(request), default_inputs: writeJson(inputs) })
          }
        />
      ) : null}
    </>
  );
}

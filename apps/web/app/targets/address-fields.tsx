"use client";

import { ChoiceField } from "#components/form/choice-field.tsx";
import type { FieldErrors } from "#components/form/field-errors.ts";
import { TextField } from "#components/form/text-field.tsx";
import { PROVIDER_OPTIONS, readProvider } from "#components/providers/provider-options.ts";
import { ofProvider, type TargetDraft } from "./prepare.ts";
import { PROVIDER_FIELDS } from "./provider-fields.ts";

const SIMULATED = [
  { value: "", text: "Found out from the address" },
  { value: "false", text: "No, the real service" },
  { value: "true", text: "Yes" },
] as const;

type AddressFieldsProps = {
  id: number | null;
  draft: TargetDraft;
  errors: FieldErrors;
  /** Whether the server keeps address and credential itself. */
  isKept: boolean;
  onChange: (changes: Partial<TargetDraft>) => void;
};

/** Which kind of system a target is, where it is, and with which key it is asked. */
export function AddressFields({ id, draft, errors, isKept, onChange }: AddressFieldsProps) {
  const fields = PROVIDER_FIELDS[draft.provider];
  return (
    <>
      <ChoiceField
        label="Provider"
        value={draft.provider}
        isDisabled={id !== null}
        options={PROVIDER_OPTIONS}
        errors={errors.of("provider")}
        onChange={(value) => onChange(ofProvider(draft, readProvider(value)))}
        {...(id === null ? {} : { hint: "A target keeps its provider." })}
      />
      <TextField
        label="Address"
        text={draft.base_url}
        isDisabled={isKept}
        hint={isKept ? "Kept by the server: address and credential follow its configuration." : fields.addressHint}
        errors={errors.of("base_url")}
        onChange={(baseUrl) => onChange({ base_url: baseUrl })}
      />
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField
          label="Credential"
          text={draft.credential}
          isDisabled={isKept}
          placeholder={fields.credential}
          errors={errors.of("credential")}
          onChange={(credential) => onChange({ credential })}
          hint={fields.credentialHint}
        />
        <ChoiceField
          label="Simulator"
          value={draft.simulated}
          isDisabled={isKept}
          options={SIMULATED}
          errors={errors.of("simulated")}
          onChange={(value) => onChange({ simulated: value === "true" || value === "false" ? value : "" })}
          hint="Runs of a simulator are never mixed with real ones."
        />
      </div>
    </>
  );
}

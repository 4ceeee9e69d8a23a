"use client";

import { TextLink } from "#components/app-link.tsx";
import { ChoiceField } from "#components/form/choice-field.tsx";
import type { FieldErrors } from "#components/form/field-errors.ts";
import type { ScenarioDraft } from "./prepare.ts";
import type { Choices } from "./use-scenario-choices.ts";

type WhatAndWhereProps = {
  draft: ScenarioDraft;
  errors: FieldErrors;
  automations: Choices;
  targets: Choices;
  onAutomation: (id: string) => void;
  onTarget: (id: string) => void;
};

/** Which automation is made measurable, and on which target. */
export function WhatAndWhere({ draft, errors, automations, targets, onAutomation, onTarget }: WhatAndWhereProps) {
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <ChoiceField
        label="Automation"
        value={draft.automation_id}
        options={automations.optionsAfter("Choose one")}
        errors={errors.of("automation_id")}
        hint={automations.isEmpty ? <NoAutomation /> : automations.hint}
        onChange={onAutomation}
      />
      <ChoiceField
        label="Target"
        value={draft.target_id}
        options={targets.optionsAfter("The default target")}
        errors={errors.of("target_id")}
        hint={targets.hint}
        onChange={onTarget}
      />
    </div>
  );
}

const NoAutomation = () => (
  <>
    There is no automation yet: <TextLink href="/automations?create=new">create one</TextLink> first.
  </>
);

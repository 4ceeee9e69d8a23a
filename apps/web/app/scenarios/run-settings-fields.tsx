"use client";

import { ChoiceField } from "#components/form/choice-field.tsx";
import type { FieldErrors } from "#components/form/field-errors.ts";
import { JsonField } from "#components/form/json-field.tsx";
import { NumberField } from "#components/form/number-field.tsx";
import type { ScenarioDraft } from "./prepare.ts";

const TRANSPORTS = [
  { value: "sse", text: "Stream (run-sse)" },
  { value: "async", text: "Start, then poll (run-async)" },
] as const;
const GUARDS = [
  { value: "on", text: "On: empty and blocked results count as missed" },
  { value: "off", text: "Off" },
] as const;

type RunSettingsFieldsProps = {
  /** Only runs of agents can be polled, and only their results are guarded. */
  isAgent: boolean;
  draft: ScenarioDraft;
  errors: FieldErrors;
  onChange: (changes: Partial<ScenarioDraft>) => void;
};

/** How each run is executed and judged. */
export function RunSettingsFields({ isAgent, draft, errors, onChange }: RunSettingsFieldsProps) {
  const intervalErrors = errors.of("run_settings.poll_interval_ms");
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-1 font-strong">Run settings</legend>
      <div className="grid gap-3 sm:grid-cols-2">
        {isAgent ? (
          <ChoiceField
            label="Transport"
            value={draft.transport}
            options={TRANSPORTS}
            errors={errors.of("run_settings.transport")}
            onChange={(transport) => onChange({ transport: transport === "async" ? "async" : "sse" })}
            hint="Polling sees no time to first action."
          />
        ) : null}
        <NumberField
          label="Runs of a batch at a time"
          text={draft.concurrency}
          errors={errors.of("run_settings.concurrency")}
          onChange={(concurrency) => onChange({ concurrency })}
          hint={
            isAgent
              ? "1 to 256; a target's own limit holds as well."
              : "1 to 256, where a trigger brings no load of its own."
          }
        />
        <NumberField
          label="Spread the first starts over (ms)"
          text={draft.start_spread_ms}
          errors={errors.of("run_settings.start_spread_ms")}
          onChange={(spread) => onChange({ start_spread_ms: spread })}
          hint="0 starts them all at once; at most 60,000."
        />
        {isAgent && (draft.transport === "async" || intervalErrors.length > 0) ? (
          <NumberField
            label="Poll every (ms)"
            text={draft.poll_interval_ms}
            errors={intervalErrors}
            onChange={(interval) => onChange({ poll_interval_ms: interval })}
            hint="10 to 60,000."
          />
        ) : null}
        {isAgent ? (
          <ChoiceField
            label="Built-in guards"
            value={draft.guards}
            options={GUARDS}
            errors={errors.of("run_settings.guards")}
            onChange={(guards) => onChange({ guards: guards === "off" ? "off" : "on" })}
          />
        ) : null}
      </div>
      {isAgent ? (
        <label className="flex items-center gap-2">
          <input
            type="checkbox"
            className="accent-text"
            checked={draft.allow_empty}
            onChange={(event) => onChange({ allow_empty: event.target.checked })}
          />
          An empty result is not held against the run
        </label>
      ) : null}
      <JsonField
        label="Time limits that differ from the target's"
        rows={2}
        contract="timeouts"
        text={draft.timeouts}
        errors={errors.of("run_settings.timeouts")}
        onChange={(timeouts) => onChange({ timeouts })}
        hint={'connect_ms, headers_ms, first_event_ms, idle_ms, total_ms; for example {"total_ms": 120000}'}
      />
    </fieldset>
  );
}

"use client";

import { ChoiceField } from "#components/form/choice-field.tsx";
import type { FieldErrors } from "#components/form/field-errors.ts";
import { FormField } from "#components/form/form-field.tsx";
import { NumberField } from "#components/form/number-field.tsx";
import { TextField } from "#components/form/text-field.tsx";
import { Input } from "#components/ui/input.tsx";
import { countOf } from "#format/count-of.ts";
import { countRequests, speedErrors, traceOfFile, type TraceDraft } from "./trace-draft.ts";

const FORMS = [
  { value: "jsonl", text: "JSONL (Mooncake)" },
  { value: "csv", text: "CSV (Azure, BurstGPT)" },
] as const;
const UNITS = [
  { value: "", text: "ms in JSONL, s in CSV" },
  { value: "ms", text: "Milliseconds" },
  { value: "s", text: "Seconds" },
] as const;

type TraceFieldsProps = { trace: TraceDraft; errors: FieldErrors; onChange: (changes: Partial<TraceDraft>) => void };

/** A recorded trace: when requests came in once, and how long they were. */
export function TraceFields({ trace, errors, onChange }: TraceFieldsProps) {
  const requests = countRequests(trace);
  return (
    <>
      <FormField
        label="Trace file"
        errors={[]}
        hint="Timestamps, and lengths where they are known; at most 10,000 requests."
      >
        {(control) => (
          <Input
            {...control}
            type="file"
            className="py-1"
            accept=".jsonl,.json,.csv,.ndjson"
            onChange={async (event) => {
              const file = event.target.files?.[0];
              if (file !== undefined) onChange(traceOfFile(file.name, await file.text()));
            }}
          />
        )}
      </FormField>
      <TextField
        label="Or its lines"
        isLong
        text={trace.text}
        placeholder={'{"timestamp": 0, "input_length": 512, "output_length": 64}'}
        errors={errors.of("trace.text")}
        onChange={(text) => onChange({ text })}
        hint={`${trace.name === "" ? "" : `${trace.name}: `}${requests === 0 ? "no request yet" : countOf(requests, "request")}.`}
      />
      <div className="grid gap-3 sm:grid-cols-3">
        <ChoiceField
          label="Written as"
          value={trace.form}
          options={FORMS}
          onChange={(form) => onChange({ form: form === "csv" ? "csv" : "jsonl" })}
        />
        <ChoiceField
          label="Unit of its timestamps"
          value={trace.unit}
          options={UNITS}
          errors={errors.of("trace.unit")}
          onChange={(unit) => onChange({ unit: unit === "ms" || unit === "s" ? unit : "" })}
        />
        <NumberField
          label="Speed"
          text={trace.speed}
          errors={[...speedErrors(trace), ...errors.of("trace.speed")]}
          onChange={(speed) => onChange({ speed })}
          hint="2 is twice as fast as it was recorded."
        />
      </div>
    </>
  );
}
